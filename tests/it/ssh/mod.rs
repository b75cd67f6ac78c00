//! The console over a real sshd on loopback, set up by the block of the README, so that the block cannot go stale.
//!
//! Debian's `openssh-server` must be installed, and where root runs the tests `/run/sshd` be there. Without them these
//! tests are passed over with a line on standard error; with `LIANBAN_TEST_SSHD=required`, as in `.ci/run`, they fail.

mod access;
mod desk;
mod line;
mod slow;
mod sshd;

use crate::console::seat;
