// The verifier of the audit chain, and what else reads it, over a database that somebody wrote into: never a
// crash, what is unchanged is whole, and no changed row, head or index passes for whole.

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>

#include "access/gate.h"
#include "audit/audit.h"
#include "audit/chain.h"
#include "audit/migrations.h"
#include "fuzz.h"
#include "store/store.h"

namespace {

using namespace panoh;
using fuzz::must;

constexpr std::array<std::uint8_t, 16> case_bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

void add_rows(store::Transaction& transaction)
{
    const core::CaseId one{case_bytes};
    core::CaseId two = one;
    two.bytes[0] = 99;
    for (int row = 0; row < 6; ++row) {
        audit::Entry entry{.action = core::Action::identity_read};
        if (row % 2 == 0) entry.cases = {one};
        if (row == 3) entry.cases = {one, two};
        if (row == 4) entry.object = case_bytes;
        entry.detail = "field:gender";
        audit::append(transaction, {.actor = {}, .at = {1'795'000'000'000 + row}}, entry);
    }
}

std::unique_ptr<store::Database> make_database()
{
    const auto folder = std::filesystem::temp_directory_path() / ("panoh_fuzz_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    auto database =
        store::Database::open({.address = "sqlite:" + (folder / "audit.db").string(), .readers = 1});
    must(database && (*database)->migrate(audit::migrations));
    must((*database)
             ->write([](store::Transaction& transaction) -> core::Done {
                 add_rows(transaction);
                 return {};
             })
             .has_value());
    // Nothing is left behind, however this program ends.
    std::filesystem::remove_all(folder);
    return std::move(*database);
}

std::string told(store::Reader& reader, const store::Sql& sql, int columns)
{
    std::string all;
    reader.each(sql, {}, [&](const store::Row& row) {
        for (int column = 0; column < columns; ++column)
            all.append(row.text(column)).append(" ");
        all += '\n';
    });
    return all;
}

struct Stored {
    std::string rows;
    std::string index;
    std::string head;
    std::string pending;
    bool operator==(const Stored&) const = default;
};

Stored stored(store::Reader& reader)
{
    // quote() tells apart all that the columns can hold; no object and an empty one mean the same.
    static constexpr store::Sql rows{
        "SELECT quote(seq), quote(at), quote(actor), quote(session_hash), quote(action), quote(outcome), "
        "quote(coalesce(object, x'')), quote(cases), quote(purpose), quote(detail), quote(hash) FROM "
        "audit_row ORDER BY "
        "seq"};
    static constexpr store::Sql index{
        "SELECT quote(seq), quote(case_id) FROM audit_case ORDER BY seq, case_id"};
    static constexpr store::Sql head{"SELECT quote(id), quote(seq), quote(hash) FROM audit_head ORDER BY id"};
    static constexpr store::Sql pending{"SELECT quote(seq) FROM audit_pending ORDER BY seq"};
    return {told(reader, rows, 11), told(reader, index, 2), told(reader, head, 3), told(reader, pending, 1)};
}

void change(store::Transaction& transaction, fuzz::Input& input)
{
    static constexpr std::array<store::Sql, 10> of_bytes = {{
        {"UPDATE audit_row SET actor = ? WHERE seq = ?"},
        {"UPDATE audit_row SET session_hash = ? WHERE seq = ?"},
        {"UPDATE audit_row SET object = ? WHERE seq = ?"},
        {"UPDATE audit_row SET cases = ? WHERE seq = ?"},
        {"UPDATE audit_row SET hash = ? WHERE seq = ?"},
        {"UPDATE audit_head SET hash = ? WHERE ? > 0"},
        {"INSERT INTO audit_case (case_id, seq) VALUES (?, ?)"},
        {"UPDATE audit_case SET case_id = ? WHERE seq = ?"},
        {"INSERT INTO audit_row SELECT ?2, at, ?1, session_hash, action, outcome, object, cases, purpose, "
         "detail, "
         "hash FROM audit_row WHERE seq = 2"},
        {"DELETE FROM audit_case WHERE case_id = ? OR seq = ?"},
    }};
    static constexpr std::array<store::Sql, 4> of_text = {{
        {"UPDATE audit_row SET action = ? WHERE seq = ?"},
        {"UPDATE audit_row SET outcome = ? WHERE seq = ?"},
        {"UPDATE audit_row SET purpose = ? WHERE seq = ?"},
        {"UPDATE audit_row SET detail = ? WHERE seq = ?"},
    }};
    static constexpr std::array<store::Sql, 6> of_number = {{
        {"UPDATE audit_row SET at = ? WHERE seq = ?"},
        {"UPDATE audit_row SET seq = ? WHERE seq = ?"},
        {"UPDATE audit_head SET seq = ? WHERE ? > 0"},
        {"UPDATE audit_case SET seq = ? WHERE seq = ?"},
        {"INSERT INTO audit_pending (seq) SELECT ? WHERE ? > 0"},
        {"DELETE FROM audit_row WHERE seq = ? OR seq = ?"},
    }};
    const std::size_t which = input.byte() % 20;
    const std::int64_t seq = input.byte() % 9;
    if (which < 10) {
        const std::string_view bytes = input.first(input.byte());
        transaction.run(of_bytes[which], {core::as_bytes(bytes), seq});
    } else if (which < 14) {
        transaction.run(of_text[which - 10], {input.first(input.byte()), seq});
    } else {
        transaction.run(of_number[which - 14],
                        {input.byte() % 2 == 0 ? input.number() : input.byte() % 9, seq});
    }
}

void must_tell(const Stored& before, const Stored& after, const audit::Verdict& verdict)
{
    if (before == after) must(!verdict.broken_at);
    if (verdict.broken_at) must(!verdict.reason.empty());
    // Rows and head together are beyond what a chain can tell by itself.
    if ((before.rows != after.rows) != (before.head != after.head)) must(verdict.broken_at.has_value());
    if (before.index != after.index && before.pending == after.pending && before.rows == after.rows)
        must(verdict.broken_at.has_value());
}

void read_on(store::Transaction& transaction)
{
    const auto permit =
        access::PermitIssuer::for_command<core::Action::case_history>(core::CaseId{case_bytes});
    for (const bool stages_only : {false, true})
        must(audit::of_case(transaction, permit, {.stages_only = stages_only, .limit = 5}).size() <= 5);
    (void)audit::pending(transaction);
    must(audit::file_pending(transaction, 10) <= 10);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool started = crypto::start().has_value();
    must(started);
    static const auto database = make_database();
    fuzz::Input input(data, size);
    try {
        // Refused in the end, so that nothing of it stays.
        (void)database->write([&](store::Transaction& transaction) -> core::Done {
            const Stored before = stored(transaction);
            for (int changes = 0; changes < 8 && !input.empty(); ++changes)
                change(transaction, input);
            must_tell(before, stored(transaction), audit::verify(transaction));
            read_on(transaction);
            return core::fail(core::ErrorKind::conflict, "fuzz/taken_back");
        });
    } catch (const core::Broken&) {
        return 0; // the database itself refused the value
    }
    return 0;
}
