#pragma once

// Rows of the chain for somebody who checks them without this program: JSON lines, nothing decrypted.
// Layout: README.md.

#include <string>
#include <vector>

#include "audit/audit.h"
#include "audit/chain.h"
#include "core/ids.h"

namespace panoh::audit {

/// Rows that follow one another without a gap.
struct RowRange {
    std::int64_t first = 1;
    std::int64_t last = 0;    ///< below `first`: none
    crypto::Hash before = {}; ///< hash of the row before `first`; zeros before row 1
};
/// From the first row at or after `from` to the last one before `to`: everything between them too, whatever
/// a clock that was set said. Walks the log.
[[nodiscard]] RowRange rows_between(store::Reader& reader, core::Instant from, core::Instant to);

/// Writes a range, a portion at a time: rows, and after each the checkpoints of the chain that ended there.
class RowLines {
public:
    explicit RowLines(const RowRange& range) : next_(range.first), last_(range.last), head_(range.before) {}
    /// Adds the next lines to `out`; false when they are the last.
    [[nodiscard]] bool next(store::Reader& reader, std::string& out);
    /// Who acted in the rows so far, each once.
    [[nodiscard]] const std::vector<core::UserId>& actors() const { return actors_; }
    [[nodiscard]] std::int64_t rows() const { return rows_; }
    [[nodiscard]] const crypto::Hash& head() const { return head_; }

private:
    std::int64_t next_;
    std::int64_t last_;
    std::int64_t rows_ = 0;
    crypto::Hash head_;
    std::vector<core::UserId> actors_;
};

} // namespace panoh::audit
