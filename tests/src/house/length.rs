//! How long a file is.

use super::sources::Source;

/// No file has more lines.
const LONGEST: usize = 600;
/// Nine files in ten have fewer lines.
const MOST: usize = 350;

/// Returns the files that are too long: each above 600 lines, and those that make more than one in ten reach 350.
pub fn length_breaches(sources: &[Source]) -> Vec<String> {
    let long: Vec<(&str, usize)> = sources
        .iter()
        .map(|source| (source.path.as_str(), source.text.lines().count()))
        .filter(|(_, lines)| *lines >= MOST)
        .collect();
    let too_many = long.len() * 10 > sources.len();
    long.iter()
        .filter(|(_, lines)| too_many || *lines > LONGEST)
        .map(|(path, lines)| {
            format!("{path}: {lines} lines; {} of {} files have {MOST} or more", long.len(), sources.len())
        })
        .collect()
}
