#pragma once

// From a table to cases that may be opened: everything is read and checked before anything is written.

#include <functional>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "records/layout.h"
#include "tables/table.h"

namespace panoh::records {

/// What holds for every case of a table that does not say it itself.
struct Defaults {
    core::Coded<"country"> country = {};
    cases::IntakeBasis consent = {};
};
PANOH_JSON(Defaults, country, consent)

/// How a table is to be read.
struct Reading {
    std::string sheet = {};              ///< by its name; empty: the first
    std::optional<Mapping> mapping = {}; ///< nothing: the headings are those of `columns()`
    Defaults defaults = {};
    bool leave_out_faulty = false;    ///< cases with something wrong are left out, and told
    bool leave_out_duplicates = true; ///< a case whose lines stand in the table already is left out, and told
};
PANOH_JSON(Reading, sheet, mapping, defaults, leave_out_faulty, leave_out_duplicates)

/// Something wrong, told once: with the first place and how often it was met.
struct Problem {
    std::string code = {};
    std::string heading = {};
    std::string value = {}; ///< a code that is none; other cells are not repeated, for they may name somebody
    std::string place = {}; ///< "C12"
    std::int64_t count = 0;
};
PANOH_JSON(Problem, code, heading, value, place, count)

/// One case that came, ready to be opened.
struct Incoming {
    std::int64_t row = 0; ///< of its first line
    cases::RecordedCase recorded = {};
    std::optional<core::Date> opened_on = {};
    std::string owner = {}; ///< user name
    cases::Whereabouts whereabouts = {};
    cases::Story story = {};
    std::vector<RecordNote> notes = {};
};

/// What a table has.
struct Checked {
    std::vector<std::string> unknown_headings = {};
    std::int64_t lines = 0;
    std::int64_t found = 0;             ///< cases in it
    std::int64_t faulty = 0;            ///< cases with something wrong
    std::int64_t duplicates = 0;        ///< cases that stand in it already
    std::int64_t ready = 0;             ///< cases that may be opened
    std::vector<Problem> problems = {}; ///< at most 1,000
    bool more_problems = false;
    std::vector<Incoming> cases = {}; ///< the first of those that may be opened
};

/// Reads the table to its end. Refuses what `tables` refuses, "records/sheet_unknown",
/// "records/no_known_column" and "records/empty"; everything else is a problem with its place. `today` bounds
/// days. At most `keep` cases are kept.
[[nodiscard]] core::Result<Checked> check_table(const tables::Table& table, const Reading& reading,
                                                const core::Date& today,
                                                std::size_t keep = std::numeric_limits<std::size_t>::max());

} // namespace panoh::records
