//! Connections: how many, how patient with each, and how they end.
//!
//! `axum::serve` keeps a client that sends nothing for ever (measured: half a head, a header a second, a body byte a
//! second, all open after 70 s). Here each has a time to say nothing, for its head, for each piece of its body and for
//! taking an answer, and a stop lets what is under way finish.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::layers::Limits;
use super::line::{Line, Turns};

/// The wait after an accept that failed (no file handles left): others must close first.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until `stop`, then lets what is under way finish within `limits.drain`.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: CancellationToken) {
    let seats = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        // Runs from the end of the answer before: it is the time to say nothing. A head has its own, see `line`.
        .header_read_timeout(limits.idle.max(limits.head));
    while let Some(stream) = accept(&listener, &stop).await {
        // Taken after the accept: one connection more than seats is held, unread, until a seat is free.
        let Some(Ok(seat)) = stop
            .run_until_cancelled(Arc::clone(&seats).acquire_owned())
            .await
        else {
            break;
        };
        let turns = Turns::default();
        let (asks, answers) = (turns.clone(), turns.clone());
        let service = router
            .clone()
            .map_request(move |request: Request<Incoming>| {
                asks.started();
                request.map(|body| asks.hold(Body::new(body)))
            })
            .map_response(move |answer: Response| answer.map(|body| answers.hold(body)));
        let io = TokioIo::new(Line::new(stream, turns, &limits));
        let connection =
            open.watch(builder.serve_connection(io, TowerToHyperService::new(service)));
        tokio::spawn(async move {
            // A client that goes away or is cut for being slow is no event for the log.
            let _ = connection.await;
            drop(seat);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.drain, open.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("stopped with requests under way");
    }
}

async fn accept(listener: &TcpListener, stop: &CancellationToken) -> Option<TcpStream> {
    loop {
        match stop.run_until_cancelled(listener.accept()).await? {
            Ok((stream, _)) => {
                // Answers are written whole; waiting for more to send only adds to the line's delay.
                let _ = stream.set_nodelay(true);
                return Some(stream);
            }
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}
