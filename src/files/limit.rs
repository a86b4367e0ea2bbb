//! Limits on how much memory the content of a file may take.

/// Taken as the free memory if the system does not report it.
const USUAL_MEMORY: u64 = 4 << 30;

/// How many bytes of memory the content of one file may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(pub u64);

impl Limit {
    /// Returns half of the free memory; the other half is for the network.
    pub fn of_memory() -> Self {
        Self(free_memory().unwrap_or(USUAL_MEMORY) / 2)
    }

    /// Returns the limit divided by `share`.
    #[must_use]
    pub fn part(self, share: u64) -> Self {
        Self(self.0 / share)
    }
}

/// Returns the bytes available in the system and in the container, if any (control groups, version 2).
fn free_memory() -> Option<u64> {
    let read = |file| std::fs::read_to_string(file).ok();
    let system = read("/proc/meminfo").and_then(|info| available(&info));
    let number = |file| read(file)?.trim().parse::<u64>().ok();
    let group = || Some(number("/sys/fs/cgroup/memory.max")?.saturating_sub(number("/sys/fs/cgroup/memory.current")?));
    system.into_iter().chain(group()).min()
}

/// Reads `MemAvailable` from the text of Linux's `/proc/meminfo`, in bytes.
fn available(info: &str) -> Option<u64> {
    let line = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_figure_is_read() {
        let info = "MemTotal:       24683520 kB\nMemFree:        11673600 kB\nMemAvailable:   23435264 kB\n";
        assert_eq!(available(info), Some(23_435_264 * 1024));
        assert_eq!(available("MemTotal: 1 kB\n"), None);
        assert!(Limit::of_memory().0 > 1 << 20, "a machine that runs this has more than a megabyte");
    }
}
