// What a checkpoint proves, and what it does not, on both engines.

#include <algorithm>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "audit/checkpoint.h"
#include "audit/export.h"
#include "audit/migrations.h"
#include "audit/test_database.h"
#include "core/json.h"

using namespace panoh;
using audit::Alarm;
using audit::Checkpoint;

namespace panoh::audit {
struct CheckpointVector {
    std::string seed;
    std::int64_t rows = 0;
    std::string head;
    std::string at;
    std::string note;
};
PANOH_JSON(CheckpointVector, seed, rows, head, at, note)
} // namespace panoh::audit

namespace {

crypto::SignKeyPair keys_of(std::uint8_t first)
{
    crypto::Key seed;
    for (std::size_t i = 0; i < 32; ++i)
        seed.fill()[i] = static_cast<std::uint8_t>(first + i);
    return crypto::sign_keys_of(seed);
}

const crypto::SignKeyPair& ours()
{
    static const crypto::SignKeyPair keys = keys_of(50);
    return keys;
}

struct Chain : test::TestDatabase {
    explicit Chain(store::Engine engine) : TestDatabase(engine, {audit::migrations}) {}

    void add(int rows)
    {
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            for (int i = 0; i < rows; ++i)
                audit::append(transaction, {.actor = {{0xa1}}, .at = {1'000 * (count_ + i + 1)}},
                              {.action = core::Action::case_read, .cases = {{{0xc1}}}, .detail = "x"});
            return {};
        }));
        count_ += rows;
    }
    std::optional<Checkpoint> sign(std::int64_t last_rows = 0)
    {
        return (*this)
            ->write([&](store::Transaction& transaction) -> core::Result<std::optional<Checkpoint>> {
                return audit::store_checkpoint(transaction, ours(), last_rows, {7});
            })
            .value();
    }
    audit::Proof prove(std::vector<Checkpoint> checkpoints)
    {
        return (*this)->read(
            [&](store::Reader& reader) { return audit::prove(reader, std::move(checkpoints)); });
    }
    std::optional<Alarm> compare(const Checkpoint& checkpoint)
    {
        return (*this)->read([&](store::Reader& reader) { return audit::compare(reader, checkpoint); });
    }
    /// What somebody does who can write the whole database and knows the layout: other rows, and every hash
    /// and the head computed anew.
    void make_anew(int rows)
    {
        for (const auto* table : {"audit_row", "audit_case", "audit_head"})
            tamper(std::string("DELETE FROM ") + table);
        count_ = 100;
        add(rows);
    }

private:
    std::int64_t count_ = 0;
};

std::string file(const std::string& name)
{
    std::ifstream in(std::string(PANOH_VECTORS "/") + name);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("a checkpoint is laid out as documented, and read back")
{
    const auto vector = core::read_json<audit::CheckpointVector>(file("checkpoint.json"));
    REQUIRE(vector);
    crypto::Hash head = {};
    for (std::size_t i = 0; i < head.size(); ++i)
        head[i] = static_cast<std::uint8_t>(std::stoul(vector->head.substr(2 * i, 2), nullptr, 16));
    const auto at = core::parse_instant(vector->at);
    REQUIRE(at);
    const auto made = audit::sign_checkpoint(ours(), {vector->rows, head}, *at);
    CHECK(audit::to_note(made) == vector->note);
    const auto read = audit::read_notes("a line of a log\n" + vector->note + vector->note);
    CHECK(read.unreadable == 0);
    REQUIRE(read.checkpoints.size() == 2);
    CHECK(read.checkpoints[1] == made);
    CHECK(audit::signed_with(read.checkpoints[0], ours().public_key));
}

TEST_CASE("a checkpoint that was changed anywhere, or signed by another key, does not pass")
{
    const auto made = audit::sign_checkpoint(ours(), {12, {1}}, {7});
    const auto other = keys_of(90);
    CHECK_FALSE(audit::signed_with(made, other.public_key));
    CHECK_FALSE(audit::signed_with(audit::sign_checkpoint(other, {12, {1}}, {7}), ours().public_key));
    const std::string note = audit::to_note(made);
    for (std::size_t at = 0; at + 2 < note.size(); ++at) {
        std::string changed = note;
        changed[at] = changed[at] == '1' ? '2' : '1';
        if (changed == note) continue;
        const auto read = audit::read_notes(changed);
        CAPTURE(changed);
        for (const auto& one : read.checkpoints)
            CHECK_FALSE(audit::signed_with(one, ours().public_key));
    }
    // Nor one with another's name on it, though our key signed it.
    auto named = made;
    named.origin = audit::fingerprint(other.public_key);
    const auto text = audit::to_note(named);
    named.signature = crypto::sign(ours().secret_key,
                                   core::as_bytes(std::string_view(text).substr(0, text.find("\n\n") + 1)));
    CHECK_FALSE(audit::signed_with(named, ours().public_key));
    const auto cut = audit::read_notes(note.substr(0, note.size() - 9) + note);
    CHECK(cut.unreadable == 1);
    CHECK(cut.checkpoints.size() <= 1);
}

TEST_CASE("a chain that was made anew in the whole database is found by a checkpoint, and by nothing else")
{
    for (const auto engine : test::engines()) {
        Chain chain(engine);
        chain.add(6);
        const auto kept = chain.sign().value();
        CHECK(kept.rows == 6);
        chain.add(2);
        const auto whole = chain.prove({kept});
        CHECK_FALSE(whole.alarm);
        CHECK(whole.fitting == 1);
        CHECK(whole.newest == kept);
        CHECK(whole.verdict.rows == 8);

        chain.make_anew(8);
        const auto anew = chain.prove({kept});
        CHECK_FALSE(anew.verdict.broken_at);
        CHECK(anew.alarm == Alarm::head);
        CHECK(anew.doubted == kept);
        CHECK(chain.compare(kept) == Alarm::head);
    }
}

TEST_CASE("rows cut off before a checkpoint are found; after the last one they are not")
{
    for (const auto engine : test::engines()) {
        Chain chain(engine);
        chain.add(6);
        const auto kept = chain.sign().value();
        chain.add(2);
        const auto cut_to = [&](int rows) {
            chain.tamper("DELETE FROM audit_row WHERE seq > ?", {rows});
            chain.tamper("DELETE FROM audit_case WHERE seq > ?", {rows});
            chain.tamper("UPDATE audit_head SET seq = ?, hash = (SELECT hash FROM audit_row WHERE seq = ?)",
                         {rows, rows});
        };
        cut_to(7);
        CHECK_FALSE(chain.prove({kept}).alarm);
        CHECK_FALSE(chain.compare(kept));
        // The end alone put back: the rows beyond it are nobody's.
        chain.tamper("UPDATE audit_head SET seq = 5, hash = (SELECT hash FROM audit_row WHERE seq = 5)");
        CHECK(chain.compare(kept) == Alarm::rows);
        cut_to(5);
        CHECK(chain.prove({kept}).alarm == Alarm::rows);
        CHECK(chain.compare(kept) == Alarm::rows);
    }
}

TEST_CASE("a checkpoint is made for new rows only, kept, and found by its count")
{
    for (const auto engine : test::engines()) {
        Chain chain(engine);
        CHECK_FALSE(chain.sign());
        chain.add(2);
        const auto first = chain.sign();
        REQUIRE(first);
        CHECK_FALSE(chain.sign(2));
        chain.add(1);
        const auto second = chain.sign(2);
        REQUIRE(second);
        chain->read([&](store::Reader& reader) {
            CHECK(audit::newest_stored(reader) == second);
            CHECK(audit::stored_checkpoints(reader, 1, 9) == std::vector{*first, *second});
            CHECK(audit::stored_checkpoints(reader, 3, 9) == std::vector{*second});
        });
    }
}

TEST_CASE("a thousand rows or a quarter of an hour call for a checkpoint; an idle node makes none")
{
    CHECK(audit::checkpoint_due({.rows = 1000, .milliseconds = 0}));
    CHECK_FALSE(audit::checkpoint_due({.rows = 999, .milliseconds = 15 * core::minute_ms - 1}));
    CHECK(audit::checkpoint_due({.rows = 1, .milliseconds = 15 * core::minute_ms}));
    CHECK(audit::checkpoint_due({.rows = 1, .milliseconds = -1})); // the clock was put back
    CHECK_FALSE(audit::checkpoint_due({.rows = 0, .milliseconds = core::day_ms}));
}

TEST_CASE("of another node's checkpoints none goes back, and no count has two heads")
{
    const auto& key = ours().public_key;
    const auto at = [](std::int64_t rows, std::uint8_t head) {
        return audit::sign_checkpoint(ours(), {rows, {head}}, {rows});
    };
    CHECK_FALSE(audit::check_peer_checkpoint({}, at(5, 1), key));
    CHECK_FALSE(audit::check_peer_checkpoint(at(5, 1), at(5, 1), key));
    CHECK_FALSE(audit::check_peer_checkpoint(at(5, 1), at(6, 2), key));
    CHECK(audit::check_peer_checkpoint(at(5, 1), at(4, 1), key) == Alarm::rows);
    CHECK(audit::check_peer_checkpoint(at(5, 1), at(5, 2), key) == Alarm::head);
    const auto other = keys_of(90);
    CHECK(audit::check_peer_checkpoint({}, at(5, 1), other.public_key) == Alarm::signature);
    CHECK(audit::check_peer_checkpoint(audit::sign_checkpoint(other, {1, {1}}, {1}), at(5, 1), key) ==
          Alarm::signature);
}

TEST_CASE("an export holds each row of a time once, in portions, and begins with the hash before it")
{
    for (const auto engine : test::engines()) {
        Chain chain(engine);
        chain.add(1203);
        const auto kept = chain.sign();
        chain->read([&](store::Reader& reader) {
            const auto range = audit::rows_between(reader, {2'000}, {1'000'000'000});
            CHECK(range.first == 2);
            CHECK(range.last == 1203);
            CHECK(range.before != crypto::Hash{});
            audit::RowLines lines(range);
            std::string out;
            int portions = 1;
            while (lines.next(reader, out))
                ++portions;
            CHECK(portions == 3);
            CHECK(lines.rows() == 1202);
            CHECK(lines.actors().size() == 1);
            CHECK(std::ranges::count(out, '\n') == 1203);
            CHECK(out.find("{\"checkpoint\":") != std::string::npos);
            CHECK(lines.head() == kept->head);
            const auto none = audit::rows_between(reader, {5}, {6});
            CHECK(none.last < none.first);
        });
    }
}
