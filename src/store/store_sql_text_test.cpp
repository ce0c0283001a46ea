#include <doctest/doctest.h>

#include <stdexcept>

#include "store/sql_text.h"

using namespace panoh::store;

TEST_CASE("macros become the words of the engine")
{
    const auto* sql = "CREATE TABLE t (a {{int}}, b {{blob}}, c {{text}}) {{strict}}";
    CHECK(expand_macros(sql, Engine::sqlite) == "CREATE TABLE t (a INTEGER, b BLOB, c TEXT) STRICT");
    CHECK(expand_macros(sql, Engine::postgres) ==
          "CREATE TABLE t (a BIGINT, b BYTEA, c TEXT COLLATE \"C\") ");
    CHECK_THROWS_AS(static_cast<void>(expand_macros("{{integer}}", Engine::sqlite)), std::logic_error);
}

TEST_CASE("macros and placeholders inside quotes and comments stay as they are")
{
    const auto* sql = "SELECT '{{int}} ?''?', \"a?\" /* ? {{x}} */ FROM t -- ?\nWHERE a = ?";
    CHECK(expand_macros(sql, Engine::postgres) == sql);
    CHECK(number_placeholders(sql) ==
          "SELECT '{{int}} ?''?', \"a?\" /* ? {{x}} */ FROM t -- ?\nWHERE a = $1");
}

TEST_CASE("placeholders are numbered in order")
{
    CHECK(number_placeholders("a = ? AND b IN (?,?)") == "a = $1 AND b IN ($2,$3)");
    CHECK(number_placeholders("'open ?") == "'open ?");
}

TEST_CASE("statements are split at semicolons outside quotes and comments")
{
    const auto parts =
        split_statements("-- only words; no statement\n;\nCREATE TABLE a (b TEXT DEFAULT ';');\n"
                         "/* ; */ INSERT INTO a VALUES ('it''s; so') ; -- end;");
    REQUIRE(parts.size() == 2);
    CHECK(parts[0] == "CREATE TABLE a (b TEXT DEFAULT ';')");
    CHECK(parts[1] == "/* ; */ INSERT INTO a VALUES ('it''s; so')");
    CHECK(split_statements(" ; \n-- nothing").empty());
}
