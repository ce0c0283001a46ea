#pragma once

#include "store/store.h"

namespace panoh::store {

/// A row that also tells what its columns are called and hold, for who copies rows without knowing their
/// table.
class CopiedRow : public Row {
public:
    enum class Kind { null, integer, real, text, bytes };
    [[nodiscard]] virtual int columns() const = 0;
    [[nodiscard]] virtual std::string_view column_name(int column) const = 0;
    [[nodiscard]] virtual Kind kind(int column) const = 0;
};

} // namespace panoh::store
