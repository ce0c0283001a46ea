#pragma once

#include <string>
#include <unordered_map>
#include <utility>

#include "store/store.h"

namespace panoh::store {

/// The prepared statements of one connection, found by the address of their text.
template <typename Statement>
class SqlCache {
public:
    /// The statement of `sql`, made with `make(sql)` on first use. The text is compared as well: an address
    /// that now holds another text (SQL without static storage) must not run the old statement.
    template <typename Make>
    Statement& find(const Sql& sql, Make&& make)
    {
        const auto found = entries_.find(sql.text);
        if (found != entries_.end() && found->second.source == sql.text) return found->second.statement;
        if (found != entries_.end()) entries_.erase(found);
        return entries_.emplace(sql.text, Entry{sql.text, make(sql)}).first->second.statement;
    }
    void clear() { entries_.clear(); }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        std::string source;
        Statement statement;
    };
    std::unordered_map<const char*, Entry> entries_;
};

} // namespace panoh::store
