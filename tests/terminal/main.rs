//! The real program in a pseudo-terminal: it draws, obeys, and gives the terminal back on every way out.
#![cfg(unix)]

mod endings;
mod environment;
mod flood;
mod jobs;
mod keyboard;
mod life;
mod line;
mod parser;
mod pty;
mod saving;
