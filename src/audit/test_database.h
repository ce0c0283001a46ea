#pragma once

// For tests only: a fresh, migrated database, and a way round every rule of the house.

#include <algorithm>
#include <deque>
#include <stdexcept>
#include <string>
#include <vector>

#include "crypto/crypto.h"
#include "store/test_database.h"

namespace panoh::test {

/// Where no node secret is.
class PlainStamper final : public store::Stamper {
public:
    [[nodiscard]] crypto::Hash stamp(core::ByteView facts) const override { return crypto::hash(facts); }
    [[nodiscard]] core::Bytes close(core::ByteView, std::string_view words) const override
    {
        return core::copy_of(core::as_bytes(words));
    }
    [[nodiscard]] std::optional<std::string> open(core::ByteView, core::ByteView closed) const override
    {
        return std::string(closed.begin(), closed.end());
    }
};

using store::testing::engines;

/// An empty database of its own with these tables; gone when the test ends.
class TestDatabase {
public:
    TestDatabase(store::Engine engine, std::initializer_list<std::span<const store::Migration>> migrations)
        : fresh_(engine)
    {
        std::vector<store::Migration> all;
        for (const auto& part : migrations)
            all.insert(all.end(), part.begin(), part.end());
        std::ranges::sort(all, {}, &store::Migration::number);
        if (!fresh_->migrate(all)) throw std::runtime_error("the migrations do not run");
        fresh_->stamp_with(std::make_shared<PlainStamper>());
    }

    store::Database* operator->() { return fresh_.database.get(); }
    /// Runs SQL that a test made: what somebody with the database could do. Says how many rows changed.
    std::int64_t tamper(std::string sql, std::initializer_list<store::Value> values = {})
    {
        static std::deque<std::string> texts; // prepared statements are known by the address of their text
        const store::Sql statement{texts.emplace_back(std::move(sql)).c_str()};
        const auto changed =
            fresh_->write([&](store::Transaction& transaction) -> core::Result<std::int64_t> {
                return transaction.run(statement, values);
            });
        return changed.value();
    }

private:
    store::testing::FreshDatabase fresh_;
};

} // namespace panoh::test
