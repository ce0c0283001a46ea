#include "release/ledger_rows.h"

#include <cstdlib>
#include <utility>

namespace panoh::release {

namespace {

using core::ErrorKind;
using core::fail;
using privacy::LedgerLine;
using store::Row;
using store::Sql;

class RowBook final : public privacy::LedgerBook {
public:
    RowBook(store::Database& database, LedgerMarks& marks, LedgerUse use)
        : database_(database), marks_(marks), use_(std::move(use))
    {
    }

    core::Result<std::vector<std::string>> lines() override
    {
        lines_ = database_.read([&](store::Reader& reader) { return ledger_lines(reader, use_.lineage); });
        return lines_;
    }

    core::Done append(std::size_t after, std::string_view text) override
    {
        const auto line = privacy::read_line(text);
        if (!line) std::abort(); // a bug: no line
        if (after != lines_.size()) return changed();
        if (!use_.despite_mark) PANOH_CHECK(check_behind());
        PANOH_CHECK(marks_.check_writable());
        PANOH_CHECK(database_.write(
            [&](store::Transaction& transaction) -> core::Done { return add(transaction, *line, text); }));
        lines_.emplace_back(text);
        const LedgerMark mark{.lineage = use_.lineage,
                              .name = line->lineage,
                              .lines = line->line,
                              .hash = line->hash,
                              .spent = line->spent_after};
        return use_.despite_mark ? marks_.reset(mark) : marks_.put(mark);
    }

private:
    /// By the rows as they are now: somebody may have written since they were read here.
    core::Done check_behind()
    {
        PANOH_TRY(const auto marks, marks_.all());
        return check_mark(marks, use_.lineage, database_.read([&](store::Reader& reader) {
            return ledger_lines(reader, use_.lineage);
        }));
    }

    static core::Done changed() { return fail(ErrorKind::conflict, "ledger/changed_meanwhile"); }

    core::Done add(store::Transaction& transaction, const LedgerLine& line, std::string_view text)
    {
        static constexpr Sql last{
            "SELECT line, content FROM release_ledger WHERE lineage = ? ORDER BY line DESC LIMIT 1"};
        static constexpr Sql insert{"INSERT INTO release_ledger (lineage, line, content) VALUES (?, ?, ?) "
                                    "ON CONFLICT DO NOTHING"};
        const auto before = transaction.first(last, {use_.lineage}, [](const Row& row) {
            return std::pair(row.integer(0), std::string(row.text(1)));
        });
        const auto count = before ? static_cast<std::size_t>(before->first) : 0;
        if (count != lines_.size() || (count > 0 && before->second != lines_.back())) return changed();
        if (transaction.run(insert, {use_.lineage, line.line, text}) != 1) return changed();
        audit::append(
            transaction, use_.act,
            {.action = use_.action,
             .object = use_.lineage.bytes,
             .detail = "ledger:" + std::string(core::to_text(line.kind)) + ":" + std::to_string(line.line)});
        return use_.beside ? use_.beside(transaction, line) : core::Done();
    }

    store::Database& database_;
    LedgerMarks& marks_;
    LedgerUse use_;
    std::vector<std::string> lines_;
};

/// What was read once.
class ReadBook final : public privacy::LedgerBook {
public:
    explicit ReadBook(std::vector<std::string> lines) : lines_(std::move(lines)) {}
    core::Result<std::vector<std::string>> lines() override { return lines_; }
    core::Done append(std::size_t /*after*/, std::string_view /*line*/) override
    {
        return fail(ErrorKind::conflict, "ledger/not_writable");
    }

private:
    std::vector<std::string> lines_;
};

} // namespace

std::unique_ptr<privacy::LedgerBook> open_ledger_rows(store::Database& database, LedgerMarks& marks,
                                                      LedgerUse use)
{
    return std::make_unique<RowBook>(database, marks, std::move(use));
}

std::vector<std::string> ledger_lines(store::Reader& reader, core::LineageId lineage)
{
    static constexpr Sql all{"SELECT content FROM release_ledger WHERE lineage = ? ORDER BY line"};
    std::vector<std::string> lines;
    reader.each(all, {lineage}, [&](const Row& row) { lines.emplace_back(row.text(0)); });
    return lines;
}

core::Result<privacy::Ledger> read_ledger(store::Reader& reader, core::LineageId lineage,
                                          const core::Clock& clock)
{
    return privacy::Ledger::open(std::make_unique<ReadBook>(ledger_lines(reader, lineage)), clock);
}

} // namespace panoh::release
