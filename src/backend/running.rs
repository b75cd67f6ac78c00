//! A backend that serves: its listener, its requests and its timers, started together and stopped in order.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::App;
use super::http::{Limits, router, serve};
use super::service::timers;

/// A backend at work. Dropping it without [`Running::stop`] cuts what is under way.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: CancellationToken,
    requests: JoinHandle<()>,
    timers: JoinHandle<()>,
}

impl Running {
    /// Listens at `listen` (port 0: any free one) and starts to serve.
    ///
    /// # Errors
    /// When the address cannot be listened at.
    pub async fn start(app: App, listen: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let stop = CancellationToken::new();
        let limits = Limits::default();
        let service = router(app.clone(), limits, stop.clone());
        let requests = tokio::spawn(serve(listener, service, limits, stop.clone()));
        Ok(Self {
            address,
            stop,
            requests,
            timers: timers::spawn(app),
        })
    }

    /// Its address as a client wants it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more connections, lets what is under way finish, then stops the timers. A timer that is cut loses
    /// nothing: its write unit rolls back and is due again at the next start.
    pub async fn stop(self) {
        self.stop.cancel();
        if self.requests.await.is_err() {
            tracing::error!("the server ended in a panic");
        }
        self.timers.abort();
    }
}
