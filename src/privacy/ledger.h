#pragma once

// What the people of one lineage have been made to give away so far, line by line. A lineage is all tables
// that may hold the same people: this year's and last year's are one.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "privacy/ledger_line.h"
#include "privacy/spent.h"

namespace panoh::privacy {

/// Where the lines of a ledger lie: a file, or rows of a database.
class LedgerBook {
public:
    LedgerBook() = default;
    virtual ~LedgerBook() = default;
    LedgerBook(const LedgerBook&) = delete;
    LedgerBook& operator=(const LedgerBook&) = delete;
    /// Every line, oldest first.
    [[nodiscard]] virtual core::Result<std::vector<std::string>> lines() = 0;
    /// Adds a line behind line number `after` (0: the book is empty) and returns when it is on the disk.
    /// "ledger/changed_meanwhile" (conflict) when the book has more or fewer lines than that, or other ones
    /// than were read. After any other refusal the line may stand there or not.
    [[nodiscard]] virtual core::Done append(std::size_t after, std::string_view line) = 0;
};

/// A file of JSON lines, locked (flock, so on one machine) while it is read and added to, synced with its
/// folder before `append` returns. It is made by the first `append`, for its owner alone; a file that is put
/// in its place meanwhile is noticed. "ledger/not_readable", "ledger/not_writable" (also: no room on the
/// disk), "ledger/torn" (the last line is not whole: it counts as paid for, and `mend_ledger_file` writes
/// that down).
[[nodiscard]] core::Result<std::unique_ptr<LedgerBook>> open_ledger_file(const std::string& path);

/// Brings a file with a torn last line, which a power cut can leave, back into use, on the safe side.
/// `append` had hardly returned for such a line, so hardly any noise was drawn; but a disk may have lied, so
/// what it asked for is debited: its amount where that can still be read, all that is left where not even its
/// kind can. The torn bytes are kept in `path`.torn. Returns what was debited; nothing changes where no line
/// is torn. Whoever needs the budget back raises it, with a reason. "ledger/not_readable",
/// "ledger/not_writable", "ledger/broken".
[[nodiscard]] core::Result<Rho> mend_ledger_file(const std::string& path, const core::Clock& clock,
                                                 std::string_view operator_name, std::string_view program);

/// Who asks, and about what. Texts are single lines of at most 500 bytes ("ledger/text_invalid", field:
/// which).
struct Spending {
    std::string release;
    std::string what;
    std::string input; ///< as in `LedgerLine`, with its salt
    std::string salt;
    std::string schema;
    std::string operator_name;
    std::string program;
    /// Set in tests and for stamped runs only. It is never written down.
    std::optional<std::uint64_t> insecure_seed = {};
};

/// What a lineage stands at.
struct LedgerState {
    std::string lineage;
    Rho budget;
    Rho spent;
    Epsilon epsilon;       ///< of the budget
    Epsilon epsilon_spent; ///< 0 when nothing is spent
    Delta delta;
    std::size_t lines = 0;
    std::string last_input; ///< of the last line that has one
    std::string last_salt;  ///< of the same; empty where that is of the first form
};

/// One ledger, read once and written to. Every line that it writes has the day on which it was opened, so
/// that nobody sees how long anything took. Others may write to the same book at the same time, in this
/// process or another: whoever comes second reads again and decides anew, so that no amount is spent twice.
/// One ledger belongs to one thread at a time.
class Ledger {
public:
    /// Reads and verifies every line: "ledger/broken" (field: the line), as `read_lines` says.
    [[nodiscard]] static core::Result<Ledger> open(std::unique_ptr<LedgerBook> book,
                                                   const core::Clock& clock);
    /// The first line of an empty book. "ledger/exists", "ledger/lineage_invalid" (a to z, 0 to 9, "-", at
    /// most 64), "privacy/epsilon_invalid", "ledger/delta_invalid" (one in 1000 up to one in 10^15).
    [[nodiscard]] core::Done start(std::string_view lineage, Epsilon epsilon, Delta delta,
                                   std::string_view operator_name, std::string_view program);
    /// A larger budget, which a person answers for; "ledger/not_larger", "ledger/reason_missing".
    [[nodiscard]] core::Done raise(Epsilon epsilon, std::string_view reason, std::string_view operator_name,
                                   std::string_view program);
    /// Writes the debit, waits until it is on the disk, and only then hands out what noise is drawn with. A
    /// crash afterwards means spent. "ledger/not_started", "ledger/amount_invalid" (nothing),
    /// "ledger/overspent" (field: the amount that is left, as epsilon), "ledger/finished" (that release is).
    [[nodiscard]] core::Result<Spent> debit(Rho rho, const Spending& spending);
    /// The same for what has no amount.
    [[nodiscard]] core::Result<Exact> note_exact(const Spending& spending);
    /// What became of a release; `outputs` is the hash of what was written. "ledger/release_unknown" when
    /// nothing was noted for it, "ledger/finished" when it is already.
    [[nodiscard]] core::Done finish(const Spending& spending, std::string_view outputs);

    /// As they were when this ledger last read or wrote.
    [[nodiscard]] const std::vector<LedgerLine>& lines() const { return lines_; }
    [[nodiscard]] LedgerState state() const;

private:
    Ledger(std::unique_ptr<LedgerBook> book, core::Instant day);
    [[nodiscard]] core::Done read();
    /// Completes the line that `make` gives for what stands in the book at this moment, and writes it.
    [[nodiscard]] core::Done add(const std::function<core::Result<LedgerLine>()>& make);
    [[nodiscard]] core::Result<LedgerLine> next_line(LineKind kind) const;
    [[nodiscard]] core::Result<LedgerLine> line_of(LineKind kind, const Spending& spending) const;

    std::unique_ptr<LedgerBook> book_;
    core::Instant day_; ///< its first moment
    std::vector<LedgerLine> lines_;
    bool stale_ = false;
};

} // namespace panoh::privacy
