//! Days of the calendar, for contracts that end. What day it is comes from outside.

use std::fmt;
use std::str::FromStr;

/// Days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i64);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Day, String> {
        let wrong = || format!("`{text}` is no date; write it as 2026-12-01");
        let parts: Vec<i64> = text.split('-').map(|p| p.parse().map_err(|_| wrong())).collect::<Result<_, _>>()?;
        let [year, month, day] = parts[..] else { return Err(wrong()) };
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return Err(wrong());
        }
        // Years begin in March, so that the leap day is the last of its year.
        let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        Ok(Day(365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let (month, year) = if mp < 10 { (mp + 3, yoe + era * 400) } else { (mp - 9, yoe + era * 400 + 1) };
        write!(f, "{year:04}-{month:02}-{:02}", doy - (153 * mp + 2) / 5 + 1)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_back_as_they_were_written() {
        for text in ["1970-01-01", "2000-02-29", "2026-11-24", "2026-12-01", "2100-03-01"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
        assert_eq!("1970-01-02".parse::<Day>().unwrap(), Day(1));
        assert!("2026-13-01".parse::<Day>().is_err() && "soon".parse::<Day>().is_err());
    }
}
