//! The input thread on systems other than Unix: translates crossterm's events into the program's own.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use ratatui::layout::Position;

use super::latest::Event;
use super::line::Line;
use crate::ui::{Key, KeyCode};

/// Reads until the terminal or the receiver is gone. Crossterm does not pass on the terminal's answers.
pub fn listen(events: Sender<Event>, line: Arc<Line>) {
    line.wait_for_none();
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(event) => translate(event),
                Err(_) => Some(Event::TerminalLost),
            };
            let Some(event) = event else { continue };
            let is_last = matches!(event, Event::TerminalLost);
            if events.send(event).is_err() || is_last {
                return;
            }
        }
    });
}

fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Event::Key),
        event::Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) | MouseEventKind::Drag(MouseButton::Left) => {
                Some(Event::Click(Position::new(mouse.column, mouse.row)))
            }
            _ => None,
        },
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(..) => Some(Event::Resized),
        _ => None,
    }
}

fn key_of(key: event::KeyEvent) -> Option<Key> {
    let code = match key.code {
        event::KeyCode::Char(letter) => KeyCode::Char(letter),
        event::KeyCode::Left => KeyCode::Left,
        event::KeyCode::Right => KeyCode::Right,
        event::KeyCode::Up => KeyCode::Up,
        event::KeyCode::Down => KeyCode::Down,
        event::KeyCode::PageUp => KeyCode::PageUp,
        event::KeyCode::PageDown => KeyCode::PageDown,
        event::KeyCode::Home => KeyCode::Home,
        event::KeyCode::End => KeyCode::End,
        event::KeyCode::Enter => KeyCode::Enter,
        event::KeyCode::Esc => KeyCode::Esc,
        event::KeyCode::Tab => KeyCode::Tab,
        event::KeyCode::BackTab => KeyCode::BackTab,
        event::KeyCode::Backspace => KeyCode::Backspace,
        _ => return None,
    };
    if key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER) {
        return None;
    }
    // Shift counts only with arrows: elsewhere the letter or the key's own code implies it.
    let is_arrow = matches!(code, KeyCode::Left | KeyCode::Right | KeyCode::Up | KeyCode::Down);
    let shift = is_arrow && key.modifiers.contains(KeyModifiers::SHIFT);
    Some(Key { code, ctrl: key.modifiers.contains(KeyModifiers::CONTROL), shift })
}
