//! The backend over real loopback HTTP: who may call what, every failure's form, counting once, the feed, slow clients.

mod access;
mod accounts;
mod canary;
mod colleagues;
mod feed;
mod filing;
mod once;
mod openapi;
mod places;
mod problems;
mod result_files;
mod sessions;
mod sick;
mod slow;
mod support;
mod uploads;
