#pragma once

// From a table of texts to coded people, under a schema.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "microdata/microdata.h"
#include "tables/table.h"

namespace panoh::microdata {

/// What a reading met; for the data officer only, never for a release, because it was counted exactly.
struct ReadNote {
    std::int64_t rows = 0;
    std::int64_t people = 0;
    /// By column: cells whose text nobody declared, and the first few of those texts.
    struct Undeclared {
        std::string column = {};
        std::int64_t cells = 0;
        std::vector<std::string> texts = {};
    };
    std::vector<Undeclared> undeclared = {};
};

struct ReadMicrodata {
    Microdata people;
    ReadNote note;
};

/// Reads CSV or XLSX (the first sheet) whose first row names its columns. Each cell becomes a declared value,
/// "other" or "missing"; spaces around a text do not count. Rows of one person (`Person::column`) become one
/// row: in each column the counted value that stands first, else the declared value that stands first, else
/// other, else missing. That is a function of this person's rows alone, so it costs no budget. A row whose
/// person is empty is a person of its own.
///
/// Refuses, with the column's or row's name: "microdata/column_missing" (declared, not in the table),
/// "microdata/column_undeclared" (in the table, neither declared nor left out), "microdata/column_twice",
/// "microdata/no_rows", and what `tables::open_table` and `each_row` refuse. A CSV of 222,000 rows of 30
/// columns takes well below a tenth of a second on two processors (quiet machine).
[[nodiscard]] core::Result<ReadMicrodata> read_microdata(std::string bytes, const Schema& schema,
                                                         unsigned threads = 0);

/// A schema as the table looks, for a person to mend: every column with its texts, all of them `from_data`,
/// no caps, and `people` rounded up to one digit. For internal use: it shows what is in the table. Columns of
/// more than `most_states` texts come without values.
[[nodiscard]] core::Result<Schema> profile(std::string bytes, std::string lineage);

} // namespace panoh::microdata
