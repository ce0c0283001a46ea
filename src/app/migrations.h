#pragma once

#include <span>
#include <vector>

#include "store/store.h"

namespace panoh::app {

/// Every migration of the program, by number.
[[nodiscard]] std::vector<store::Migration> all_migrations();

/// A fact about the whole node, such as that its people are fictional.
[[nodiscard]] std::string node_fact(store::Reader& reader, std::string_view name);
void set_node_fact(store::Transaction& transaction, std::string_view name, std::string_view value);

} // namespace panoh::app
