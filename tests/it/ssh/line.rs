//! A slow line before a server: so many bytes a second, so long under way, each way, by its own schedule; and it can
//! stand still towards the client, as if nobody read there.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// 64 kbit/s.
pub const BYTES_PER_SECOND: u32 = 8_000;
/// One way.
pub const DELAY: Duration = Duration::from_millis(200);
/// So many bytes set off together: 10 ms of the line.
const STEP: usize = 80;

/// What the ends of the line share.
#[derive(Default)]
struct Gate {
    stands: Mutex<bool>,
    moved: Condvar,
    bytes: AtomicUsize,
    over: AtomicBool,
}

impl Gate {
    fn pass(&self) {
        let stands = self.stands.lock().unwrap();
        drop(self.moved.wait_while(stands, |stands| *stands).unwrap());
    }
}

/// The line; it takes no more connections once dropped.
pub struct Line {
    pub port: u16,
    gate: Arc<Gate>,
}

impl Line {
    /// A line to this port of loopback.
    pub fn before(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let here = listener.local_addr().unwrap().port();
        let gate = Arc::new(Gate::default());
        let shared = Arc::clone(&gate);
        thread::spawn(move || {
            for client in listener.incoming() {
                if shared.over.load(Ordering::SeqCst) {
                    return;
                }
                let to = SocketAddr::from(([127, 0, 0, 1], port));
                let (Ok(client), Ok(server)) = (client, TcpStream::connect(to)) else {
                    continue;
                };
                let both = |stream: &TcpStream| stream.try_clone().unwrap();
                carry(both(&client), both(&server), None);
                carry(server, client, Some(Arc::clone(&shared)));
            }
        });
        Self { port: here, gate }
    }

    /// Nothing comes to the client any more, or all of it goes on.
    pub fn stand(&self, stands: bool) {
        *self.gate.stands.lock().unwrap() = stands;
        self.gate.moved.notify_all();
    }

    /// How many bytes have come to the client.
    pub fn bytes(&self) -> usize {
        self.gate.bytes.load(Ordering::SeqCst)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.gate.over.store(true, Ordering::SeqCst);
        self.stand(false);
        // Wakes the listener.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Takes bytes in at the pace of the line, and hands them out as much later as the way takes.
fn carry(mut from: TcpStream, to: TcpStream, gate: Option<Arc<Gate>>) {
    // Twice what is under way at once.
    let (out, inbox): (SyncSender<(Instant, Vec<u8>)>, _) = sync_channel(64);
    thread::spawn(move || {
        let mut free = Instant::now();
        let mut buffer = [0; STEP];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            let takes = Duration::from_secs(1) * u32::try_from(count).unwrap() / BYTES_PER_SECOND;
            free = free.max(Instant::now()) + takes;
            thread::sleep(free.saturating_duration_since(Instant::now()));
            if out.send((free + DELAY, buffer[..count].to_vec())).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || hand_out(&inbox, to, gate.as_deref()));
}

fn hand_out(inbox: &Receiver<(Instant, Vec<u8>)>, mut to: TcpStream, gate: Option<&Gate>) {
    for (at, bytes) in inbox {
        thread::sleep(at.saturating_duration_since(Instant::now()));
        if let Some(gate) = gate {
            gate.pass();
            gate.bytes.fetch_add(bytes.len(), Ordering::SeqCst);
        }
        if to.write_all(&bytes).is_err() {
            break;
        }
    }
    // The other side has gone.
    let _ = to.shutdown(Shutdown::Both);
}
