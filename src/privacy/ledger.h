#pragma once

// What the people of one lineage have been made to give away so far, line by line. A lineage is all tables
// that may hold the same people: this year's and last year's are one.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/json.h"
#include "core/result.h"
#include "crypto/crypto.h"
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
    /// "ledger/changed_meanwhile" (conflict) when the book has more or fewer lines than that.
    [[nodiscard]] virtual core::Done append(std::size_t after, std::string_view line) = 0;
};

/// A file of JSON lines, locked while it is read and added to, synced with its folder.
/// "ledger/not_readable", "ledger/not_writable", "ledger/torn" (the last line is not whole: it was paid for,
/// `mend` says so and goes on).
[[nodiscard]] core::Result<std::unique_ptr<LedgerBook>> open_ledger_file(const std::string& path);

enum class LineKind {
    opened,   ///< a lineage with its budget
    debit,    ///< an amount, before its noise is drawn
    finished, ///< what a debit became: mechanisms and hash of the outputs
    exact,    ///< a release of k-anonymity, or figures for internal use: no amount can say what it gives away
    raised,   ///< a larger budget, with its reason
};

/// One line. Hashes and keys as base64url; amounts in units of `Rho`.
struct LedgerLine {
    std::int64_t line = 1;
    std::string previous; ///< hash of the line before; of nothing for the first
    LineKind kind = LineKind::opened;
    core::Instant at;
    std::string lineage;
    std::string release;  ///< number of the release it belongs to; empty for `opened` and `raised`
    std::string what;     ///< "tables", "mst", "aim", "k", "profile"...; of `raised` the reason
    std::string input;    ///< keyed hash of the table's bytes; empty for `opened`
    std::string schema;   ///< hash of the schema
    std::int64_t rho = 0; ///< of `opened` and `raised` the budget in all
    std::int64_t spent_before = 0;
    std::int64_t spent_after = 0;
    std::int64_t epsilon_thousandths = 0; ///< of all spent so far, at the lineage's delta
    std::int64_t delta_one_in = 0;
    std::string operator_name;
    std::string program; ///< version
    std::string random;  ///< "operating system", or "chosen: not private"
    std::string outputs; ///< of `finished`: hash of MANIFEST.sha256
    std::string hash;    ///< of all of the above
};
PANOH_JSON(LedgerLine, line, previous, kind, at, lineage, release, what, input, schema, rho, spent_before,
           spent_after, epsilon_thousandths, delta_one_in, operator_name, program, random, outputs, hash)

/// Who asks, and about what.
struct Spending {
    std::string release;
    std::string what;
    std::string input;
    std::string schema;
    std::string operator_name;
    std::string program;
    /// Set in tests and for stamped runs only.
    std::optional<std::uint64_t> insecure_seed = {};
};

/// What a lineage stands at.
struct LedgerState {
    std::string lineage;
    Rho budget;
    Rho spent;
    Epsilon epsilon; ///< of the budget
    Epsilon epsilon_spent;
    Delta delta;
    std::size_t lines = 0;
    std::string last_input; ///< of the last debit or exact line
};

class Ledger {
public:
    /// Reads and verifies every line: "ledger/broken" (field: the line) where hash, chain, sum or budget do
    /// not hold.
    [[nodiscard]] static core::Result<Ledger> open(std::unique_ptr<LedgerBook> book,
                                                   const core::Clock& clock);
    /// The first line of an empty book; "ledger/exists".
    [[nodiscard]] core::Done start(std::string_view lineage, Epsilon epsilon, Delta delta,
                                   std::string_view operator_name, std::string_view program);
    /// A larger budget, which a person answers for; "ledger/not_larger", "ledger/reason_missing".
    [[nodiscard]] core::Done raise(Epsilon epsilon, std::string_view reason, std::string_view operator_name,
                                   std::string_view program);
    /// Writes the debit, waits until it is on the disk, and only then hands out what noise is drawn with. A
    /// crash afterwards means spent. "ledger/not_started", "ledger/overspent" (field: the amount that is
    /// left, as epsilon).
    [[nodiscard]] core::Result<Spent> debit(Rho rho, const Spending& spending);
    /// The same for what has no amount.
    [[nodiscard]] core::Result<Exact> note_exact(const Spending& spending);
    /// What became of a debit.
    [[nodiscard]] core::Done finish(const Spending& spending, std::string_view outputs);

    [[nodiscard]] const std::vector<LedgerLine>& lines() const { return lines_; }
    [[nodiscard]] LedgerState state() const;

private:
    Ledger(std::unique_ptr<LedgerBook> book, const core::Clock& clock);
    std::unique_ptr<LedgerBook> book_;
    const core::Clock* clock_;
    std::vector<LedgerLine> lines_;
};

} // namespace panoh::privacy

template <>
struct panoh::core::Names<panoh::privacy::LineKind> {
    static constexpr std::array<Named<panoh::privacy::LineKind>, 5> all = {
        {{panoh::privacy::LineKind::opened, "opened"},
         {panoh::privacy::LineKind::debit, "debit"},
         {panoh::privacy::LineKind::finished, "finished"},
         {panoh::privacy::LineKind::exact, "exact"},
         {panoh::privacy::LineKind::raised, "raised"}}};
};
