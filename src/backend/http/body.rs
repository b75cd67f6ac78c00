//! The bodies of requests: bounded in size, in the time between two pieces, and in their rate.
//!
//! A body that a handler refuses half read is read on beside the answer, within the same bounds: a connection that is
//! closed over unread bytes is reset, and a sender who is still sending would never see why.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use futures::StreamExt;
use tokio::sync::Mutex;
use tokio::time::Sleep;

use super::layers::Limits;

/// Why a body was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Cut {
    /// It has more bytes than are taken.
    #[error("the body is too large")]
    TooLarge,
    /// It comes too slowly.
    #[error("the body comes too slowly")]
    TooSlow,
    /// The line broke.
    #[error("the body broke off")]
    BrokeOff,
}

/// A body as it is read.
#[derive(Clone)]
pub struct Reading(Arc<Mutex<Bounded>>);

struct Bounded {
    /// None once it has ended or was cut.
    data: Option<BodyDataStream>,
    piece: Duration,
    least_rate: u32,
    /// Runs out unless bytes keep coming at the least rate: each piece that came buys its time.
    allowance: Pin<Box<Sleep>>,
    left: u64,
}

impl Reading {
    /// A body of at most `most` bytes.
    pub fn new(body: Body, limits: &Limits, most: u64) -> Self {
        Self(Arc::new(Mutex::new(Bounded {
            data: Some(body.into_data_stream()),
            piece: limits.piece,
            least_rate: limits.least_rate.max(1),
            allowance: Box::pin(tokio::time::sleep(limits.piece)),
            left: most,
        })))
    }

    /// The body for a handler; ends with a [`Cut`] where it goes out of bounds.
    pub fn body(&self) -> Body {
        Body::from_stream(futures::stream::unfold(self.clone(), async |reading| {
            let next = reading.0.lock().await.next().await;
            next.transpose().map(|next| (next, reading))
        }))
    }

    /// Reads on to the end or out of bounds, beside everything else.
    pub fn drain(self) {
        tokio::spawn(async move {
            let mut bounded = self.0.lock().await;
            while let Ok(Some(_)) = bounded.next().await {}
        });
    }
}

impl Bounded {
    async fn next(&mut self) -> Result<Option<Bytes>, Cut> {
        let next = self.bounded().await;
        if !matches!(next, Ok(Some(_))) {
            self.data = None;
        }
        next
    }

    async fn bounded(&mut self) -> Result<Option<Bytes>, Cut> {
        let Some(data) = &mut self.data else {
            return Ok(None);
        };
        let next = tokio::time::timeout(self.piece, data.next());
        let bytes = tokio::select! {
            biased;
            next = next => match next.map_err(|_| Cut::TooSlow)? {
                Some(bytes) => bytes.map_err(|_| Cut::BrokeOff)?,
                None => return Ok(None),
            },
            () = &mut self.allowance => return Err(Cut::TooSlow),
        };
        let length = bytes.len() as u64;
        self.left = self.left.checked_sub(length).ok_or(Cut::TooLarge)?;
        let bought = Duration::from_secs(length) / self.least_rate;
        let until = self.allowance.deadline() + bought;
        self.allowance.as_mut().reset(until);
        Ok(Some(bytes))
    }
}
