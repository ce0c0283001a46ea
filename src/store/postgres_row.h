#pragma once

#include <memory>

#include <libpq-fe.h>

#include "store/copied_row.h"

namespace panoh::store {

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ClearResult>;

/// One row of a result in binary format. Asking a column for a kind it is not is a mistake in the SQL or in
/// its reader: std::logic_error.
class PostgresRow final : public CopiedRow {
public:
    PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}
    [[nodiscard]] int columns() const override { return PQnfields(result_); }
    [[nodiscard]] std::string_view column_name(int column) const override { return PQfname(result_, column); }
    [[nodiscard]] Kind kind(int column) const override;
    [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] double real(int column) const override;
    [[nodiscard]] std::string_view text(int column) const override;
    [[nodiscard]] core::ByteView bytes(int column) const override;

private:
    [[nodiscard]] core::ByteView raw(int column) const;

    const PGresult* result_;
    int row_;
};

/// The types that are sent and received in binary form, by their numbers in pg_type.
namespace pg_type {
constexpr Oid boolean = 16, bytea = 17, name = 19, int8 = 20, int2 = 21, int4 = 23, text = 25, float4 = 700,
              float8 = 701, bpchar = 1042, varchar = 1043, numeric = 1700;
} // namespace pg_type

} // namespace panoh::store
