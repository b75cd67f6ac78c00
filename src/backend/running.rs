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
    /// Starts to serve whoever comes to `listener`. The address is taken before the data folder is opened: a server
    /// that cannot listen has changed nothing.
    ///
    /// # Errors
    /// When the listener has no address.
    pub fn start(app: App, listener: TcpListener) -> io::Result<Self> {
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
