#include <doctest/doctest.h>

#include "core/log.h"

using namespace panoh::core;

TEST_CASE("a value of a log is one word")
{
    CHECK(LogValue::word("no server there").text() == "no_server_there");
    CHECK(LogValue::word("/api/cases/{case}").text() == "/api/cases/{case}");
    CHECK(LogValue(-12).text() == "-12");
}
