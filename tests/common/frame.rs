//! What a screen shows: expectations, one a line, and the laws that every frame obeys.

use mlp_tui::ui::Layout;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// What the drawn screen is told apart from: a cell that nobody may write to.
const OUTSIDE: &str = "~~";

/// A drawn screen. What it is asked for it shows, or the test fails with the whole frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Its cells.
    pub buffer: Buffer,
    text: String,
}

impl Frame {
    /// What `draw` draws into an area of this size, which obeys the laws.
    #[track_caller]
    pub fn drawn((width, height): (u16, u16), is_broken: bool, draw: impl FnOnce(Rect, &mut Buffer)) -> Self {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        // One column and one line more, which stay as they are.
        let mut larger = Buffer::empty(Rect::new(0, 0, width + 1, height + 1));
        let (right, below) = (Rect::new(width, 0, 1, height + 1), Rect::new(0, height, width + 1, 1));
        let outside: Vec<Position> = right.positions().chain(below.positions()).collect();
        for place in &outside {
            larger[*place].set_symbol(OUTSIDE);
        }
        draw(area, &mut larger);
        let is_left_alone = outside.iter().all(|place| larger[*place].symbol() == OUTSIDE);
        area.positions().for_each(|place| buffer[place] = larger[place].clone());
        let frame = Self::of(buffer);
        assert!(is_left_alone, "something is drawn outside of {width}×{height}:\n{}", frame.text);
        frame.obeys_the_laws(is_broken);
        frame
    }

    fn of(buffer: Buffer) -> Self {
        Self { text: lines(&buffer).join("\n"), buffer }
    }

    /// What stands in `area`.
    pub fn part(&self, area: Rect) -> Self {
        let mut buffer = Buffer::empty(Rect::new(0, 0, area.width, area.height));
        area.positions().for_each(|place| buffer[(place.x - area.x, place.y - area.y)] = self.buffer[place].clone());
        Self::of(buffer)
    }

    /// The screen without its header and its footer.
    pub fn body(&self) -> Self {
        self.part(Layout::new(self.buffer.area).body)
    }

    /// The pane with `title` in its upper border.
    #[track_caller]
    pub fn pane(&self, title: &str) -> Self {
        let symbol = |x: u16, y: u16| self.buffer[(x, y)].symbol();
        let Rect { width, height, .. } = self.buffer.area;
        let frames = self.buffer.area.positions().filter_map(|Position { x, y }| {
            let ([_, top_right, _, bottom_left], _) = BORDERS.iter().find(|(corners, _)| corners[0] == symbol(x, y))?;
            let right = (x..width).find(|&x| symbol(x, y) == *top_right)?;
            let bottom = (y..height).find(|&y| symbol(x, y) == *bottom_left)?;
            Some(self.part(Rect::new(x, y, right - x + 1, bottom - y + 1)))
        });
        let mut frames = frames.filter(|frame| frame.row(0).contains(title));
        frames.next().unwrap_or_else(|| self.fail("no pane with the title", title))
    }

    /// Its lines, without the spaces at their ends.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A line, counted from 0 at the top.
    #[track_caller]
    pub fn row(&self, number: usize) -> &str {
        self.text.split('\n').nth(number).unwrap_or_else(|| self.fail("no line", &number.to_string()))
    }

    /// The last line: the keys.
    pub fn last_row(&self) -> &str {
        self.text.rsplit('\n').next().unwrap_or_default()
    }

    /// The first line that holds `part`.
    #[track_caller]
    pub fn line_with(&self, part: &str) -> &str {
        self.text.lines().find(|line| line.contains(part)).unwrap_or_else(|| self.fail("no line with", part))
    }

    /// Its words, each run of spaces, line ends and sides of frames as one space: sentences are broken by lines.
    pub fn words(&self) -> String {
        self.text.split([' ', '\n', '┃', '│']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// How often `part` stands on it.
    pub fn count(&self, part: &str) -> usize {
        self.text.matches(part).count()
    }

    /// `part` stands on one of its lines.
    #[track_caller]
    pub fn shows(&self, part: &str) -> &Self {
        if !self.text.contains(part) {
            self.fail("missing", part);
        }
        self
    }

    /// All of them stand on it.
    #[track_caller]
    pub fn shows_all<S: AsRef<str>>(&self, parts: impl IntoIterator<Item = S>) -> &Self {
        for part in parts {
            self.shows(part.as_ref());
        }
        self
    }

    /// `part` stands nowhere on it.
    #[track_caller]
    pub fn hides(&self, part: &str) -> &Self {
        if self.text.contains(part) {
            self.fail("there, but should not be", part);
        }
        self
    }

    /// None of them stands on it.
    #[track_caller]
    pub fn hides_all<S: AsRef<str>>(&self, parts: impl IntoIterator<Item = S>) -> &Self {
        for part in parts {
            self.hides(part.as_ref());
        }
        self
    }

    /// The sentence stands on it, on one line or on several.
    #[track_caller]
    pub fn says(&self, sentence: &str) -> &Self {
        if !self.words().contains(sentence) {
            self.fail("not said", sentence);
        }
        self
    }

    /// The cells where a glyph is reversed, from the top left to the bottom right: mostly the cursor.
    pub fn reversed(&self) -> String {
        let cells = self.buffer.content().iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED));
        cells.map(ratatui::buffer::Cell::symbol).collect()
    }

    /// The cell of the cursor is on the screen.
    #[track_caller]
    pub fn shows_its_cursor(&self) -> &Self {
        if self.reversed().is_empty() && !self.text.contains(['◆', '┼', '►']) {
            self.fail("no cell is that of", "the cursor");
        }
        self
    }

    #[track_caller]
    fn fail(&self, what: &str, part: &str) -> ! {
        panic!("{what}: “{part}”\n{}", self.text)
    }

    /// What holds of every frame: its borders are closed, no placeholder of a text is left, and where the run did not
    /// break every number is one.
    #[track_caller]
    fn obeys_the_laws(&self, is_broken: bool) {
        let broken_number = ["NaN", "inf "].into_iter().find(|word| self.text.contains(word));
        if let Some(word) = broken_number.filter(|_| !is_broken) {
            self.fail("no number", word);
        }
        if let Some(open) = self.text.find('{').filter(|open| self.text[*open..].contains('}')) {
            self.fail("a placeholder that nothing fills", self.text[open..].lines().next().unwrap_or_default());
        }
        if let Some(place) = open_border(&self.buffer) {
            self.fail("a border that is not closed", &format!("at column {}, line {}", place.x, place.y));
        }
    }
}

/// The lines of a buffer, without the spaces at their ends.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    let row = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..buffer.area.height).map(|y| row(y).trim_end().to_owned()).collect()
}

/// The corners of a frame from the top left clockwise, and its vertical sides.
const BORDERS: [([&str; 4], &str); 2] = [(["╭", "╮", "╯", "╰"], "│"), (["┏", "┓", "┛", "┗"], "┃")];

/// A corner of a frame that is not closed, and does not lie behind one that is.
fn open_border(buffer: &Buffer) -> Option<Position> {
    let area = buffer.area;
    let symbol = |x: u16, y: u16| buffer[(x, y)].symbol();
    let border = |place: &Position| BORDERS.iter().find(|(corners, _)| corners.contains(&symbol(place.x, place.y)));
    let corners: Vec<Position> = area.positions().filter(|place| border(place).is_some()).collect();
    let frame_at = |place: &Position| {
        let (Position { x, y }, ([top_left, top_right, bottom_right, bottom_left], side)) = (*place, border(place)?);
        let right = (x..area.width).find(|&x| symbol(x, y) == *top_right)?;
        let bottom = (y..area.height).find(|&y| symbol(x, y) == *bottom_left)?;
        let is_closed = symbol(x, y) == *top_left
            && symbol(right, bottom) == *bottom_right
            && (y + 1..bottom).all(|y| symbol(x, y) == *side && symbol(right, y) == *side);
        is_closed.then(|| Rect::new(x, y, right - x + 1, bottom - y + 1))
    };
    let closed: Vec<Rect> = corners.iter().filter_map(frame_at).collect();
    // What lies over a pane has thick sides, and cuts some of the pane's lines or columns.
    let is_cut = |place: &Position| {
        let meets = |rect: &&Rect| {
            (rect.left()..rect.right()).contains(&place.x) || (rect.top()..rect.bottom()).contains(&place.y)
        };
        closed.iter().filter(meets).any(|rect| symbol(rect.x, rect.y) == BORDERS[1].0[0])
    };
    // Where the sides that begin at a corner end.
    let ends = |place: &Position| {
        let Position { x, y } = *place;
        let is_side = |y: &u16| border(place).is_some_and(|(_, side)| symbol(x, *y) == *side);
        let above = (0..y).rev().take_while(is_side).last().unwrap_or(y);
        let below = (y + 1..area.height).take_while(is_side).last().unwrap_or(y);
        [above.saturating_sub(1), (below + 1).min(area.height - 1)].map(|y| Position { x, y })
    };
    let is_of = |rect: &Rect, place: &Position| {
        [rect.left(), rect.right() - 1].contains(&place.x) && [rect.top(), rect.bottom() - 1].contains(&place.y)
    };
    let is_open = |place: &&Position| {
        !closed.iter().any(|rect| is_of(rect, place)) && !is_cut(place) && !ends(place).iter().any(is_cut)
    };
    corners.iter().find(is_open).copied()
}
