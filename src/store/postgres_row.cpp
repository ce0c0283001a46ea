#include "store/postgres_row.h"

#include <bit>
#include <limits>
#include <stdexcept>

namespace panoh::store {

namespace {

/// Big-endian.
template <typename Number>
Number load(core::ByteView bytes, std::size_t at = 0)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        value = (value << 8U) | bytes[at + i];
    return static_cast<Number>(value);
}

[[noreturn]] void wrong_type()
{
    throw std::logic_error("store: a column was read as another type than it has");
}

/// numeric in binary form: digits to base 10 000, the first worth 10 000^weight. What sum() of BIGINT gives.
template <typename Number>
Number from_numeric(core::ByteView bytes)
{
    constexpr std::uint16_t negative = 0x4000;
    constexpr std::uint16_t not_finite = 0xC000;
    const int digits = load<std::int16_t>(bytes);
    const int weight = load<std::int16_t>(bytes, 2);
    const auto sign = load<std::uint16_t>(bytes, 4);
    if ((sign & not_finite) == not_finite) return std::numeric_limits<Number>::quiet_NaN();
    // Gathered below zero, where the smallest integer has room.
    Number value = 0;
    Number scale = 1;
    for (int i = 0; i < digits || i <= weight; ++i) {
        const auto digit =
            i < digits ? load<std::int16_t>(bytes, static_cast<std::size_t>(8 + 2 * i)) : std::int16_t{0};
        if (i <= weight) {
            value = value * 10000 - static_cast<Number>(digit);
        } else if constexpr (std::numeric_limits<Number>::is_integer) {
            break;
        } else {
            scale /= 10000;
            value -= static_cast<Number>(digit) * scale;
        }
    }
    return sign == negative ? value : -value;
}

} // namespace

core::ByteView PostgresRow::raw(int column) const
{
    return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(result_, row_, column)),
            static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

CopiedRow::Kind PostgresRow::kind(int column) const
{
    if (is_null(column)) return Kind::null;
    switch (PQftype(result_, column)) {
    case pg_type::int8:
    case pg_type::int4:
    case pg_type::int2:
        return Kind::integer;
    case pg_type::float8:
    case pg_type::float4:
        return Kind::real;
    case pg_type::text:
    case pg_type::varchar:
        return Kind::text;
    case pg_type::bytea:
        return Kind::bytes;
    default:
        wrong_type();
    }
}

std::int64_t PostgresRow::integer(int column) const
{
    if (is_null(column)) return 0;
    const auto bytes = raw(column);
    switch (PQftype(result_, column)) {
    case pg_type::int8:
        return load<std::int64_t>(bytes);
    case pg_type::int4:
        return load<std::int32_t>(bytes);
    case pg_type::int2:
        return load<std::int16_t>(bytes);
    case pg_type::boolean:
        return load<std::uint8_t>(bytes);
    case pg_type::numeric:
        return from_numeric<std::int64_t>(bytes);
    default:
        wrong_type();
    }
}

double PostgresRow::real(int column) const
{
    if (is_null(column)) return 0;
    const auto bytes = raw(column);
    switch (PQftype(result_, column)) {
    case pg_type::float8:
        return std::bit_cast<double>(load<std::uint64_t>(bytes));
    case pg_type::float4:
        return static_cast<double>(std::bit_cast<float>(load<std::uint32_t>(bytes)));
    case pg_type::numeric:
        return from_numeric<double>(bytes);
    default:
        return static_cast<double>(integer(column));
    }
}

std::string_view PostgresRow::text(int column) const
{
    if (is_null(column)) return {};
    switch (PQftype(result_, column)) {
    case pg_type::text:
    case pg_type::varchar:
    case pg_type::bpchar:
    case pg_type::name:
        return core::as_text(raw(column));
    default:
        wrong_type();
    }
}

core::ByteView PostgresRow::bytes(int column) const
{
    if (is_null(column)) return {};
    if (PQftype(result_, column) != pg_type::bytea) wrong_type();
    return raw(column);
}

} // namespace panoh::store
