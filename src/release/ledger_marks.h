#pragma once

// How far each ledger has come, in a file beside the database: a database that was brought back from an older
// backup has forgotten amounts that were spent since, and this file has not.

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "privacy/ledger.h"

namespace panoh::release {

struct LedgerMark {
    core::LineageId lineage = {};
    std::string name = {};  ///< of the lineage
    std::int64_t lines = 0; ///< that the ledger had
    std::string hash = {};  ///< of the last of them
    std::int64_t spent = 0; ///< units of `privacy::Rho`
    bool operator==(const LedgerMark&) const = default;
};

/// One line a lineage: id, name, lines, hash, units spent, with a space between. The file is written anew
/// beside itself, synced and put in place, for its owner alone. Safe to use from every thread of one process.
class LedgerMarks {
public:
    explicit LedgerMarks(std::string file) : file_(std::move(file)) {}

    /// "release/marks_not_readable"; no file is no marks.
    [[nodiscard]] core::Result<std::vector<LedgerMark>> all() const;
    /// The same of a lineage that is about to begin: a ledger of that name was forgotten.
    [[nodiscard]] core::Done check_new(std::string_view name,
                                       const std::vector<core::LineageId>& known) const;
    /// "release/marks_not_writable" where a mark could not be written now.
    [[nodiscard]] core::Done check_writable();
    /// Raises it; one that is higher by then stays.
    [[nodiscard]] core::Done put(const LedgerMark& mark);
    /// Whatever it was.
    [[nodiscard]] core::Done reset(const LedgerMark& mark);
    [[nodiscard]] core::Done remove(core::LineageId lineage);

private:
    [[nodiscard]] core::Result<std::vector<LedgerMark>> read() const;
    [[nodiscard]] core::Done set(const LedgerMark& mark, bool only_higher);
    [[nodiscard]] core::Done write(const std::vector<LedgerMark>& marks) const;
    std::string file_;
    mutable std::mutex mutex_;
};

/// "release/ledger_behind" where a ledger has fewer lines than its mark says, or another line there. Marks
/// are to be read before the lines: a line that somebody adds in between is in the rows, not yet in the
/// marks.
[[nodiscard]] core::Done check_mark(const std::vector<LedgerMark>& marks, core::LineageId lineage,
                                    const std::vector<std::string>& lines);

/// The name of that file in the data folder.
inline constexpr const char* ledger_marks_file = "release-ledgers.txt";

} // namespace panoh::release
