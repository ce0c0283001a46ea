#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <charconv>
#include <cmath>

#include "tables/number_text.h"
#include "tables/place.h"

namespace panoh::tables {

namespace {

std::string day(double serial, bool from_1904 = false)
{
    return serial_text(serial, NumberKind::date, from_1904).value_or("none");
}

} // namespace

TEST_CASE("columns have the letters that a spreadsheet shows")
{
    CHECK(column_letters(0) == "A");
    CHECK(column_letters(25) == "Z");
    CHECK(column_letters(26) == "AA");
    CHECK(column_letters(701) == "ZZ");
    CHECK(column_letters(702) == "AAA");
    CHECK(column_letters(16'383) == "XFD");
    CHECK(to_string(CellPlace{12, 1}) == "B12");
    CHECK(parse_cell_place("XFD1048576") == CellPlace{1'048'576, 16'383});
    for (const char* text :
         {"", "A", "1", "A0", "XFE1", "A1048577", "a1", "A-1", "A1B", "AAAAAAAAAAAAAAAAAAAA1"})
        CHECK_FALSE(parse_cell_place(text));
}

TEST_CASE("every cell of a sheet has one place")
{
    CHECK(rc::check([] {
        const CellPlace place{*rc::gen::inRange(1, 1'048'577),
                              static_cast<std::size_t>(*rc::gen::inRange(0, 16'384))};
        RC_ASSERT(parse_cell_place(to_string(place)) == place);
    }));
}

TEST_CASE("numbers are shown as in a cell without a format")
{
    CHECK(stored_number_text("996555123456") == "996555123456");
    CHECK(stored_number_text("12345678901234567890") == "12345678901234567890");
    CHECK(stored_number_text("1.0E+05") == "100000");
    CHECK(stored_number_text("1E5") == "100000");
    CHECK(stored_number_text("42.869999999999997") == "42.87");
    CHECK(stored_number_text("0.30000000000000004") == "0.3");
    CHECK(stored_number_text("-12.50") == "-12.5");
    CHECK(stored_number_text("5.0") == "5");
    CHECK(stored_number_text("1e-7") == "0.0000001");
    CHECK(stored_number_text("0") == "0");
    CHECK(stored_number_text("-0.0") == "-0");
    CHECK(stored_number_text("1e300") == "1e+300");
    CHECK(stored_number_text("007") == "7");
    CHECK(stored_number_text("12,5") == "12,5");
    CHECK(stored_number_text("nan") == "nan");
    CHECK(stored_number_text("") == "");
}

TEST_CASE("a number written as text reads back as the same number")
{
    CHECK(rc::check([] {
        const double number = *rc::gen::arbitrary<double>();
        RC_PRE(std::isfinite(number));
        const std::string text = number_text(number);
        double again = 0;
        std::from_chars(text.data(), text.data() + text.size(), again);
        RC_ASSERT(again == number);
        if (std::abs(number) < 1e21 && std::abs(number) > 1e-8)
            RC_ASSERT(text.find('e') == std::string::npos);
    }));
    CHECK(number_text(-12.5) == "-12.5");
    CHECK(number_text(NAN).empty());
}

TEST_CASE("days are counted from 1900 with the day that never was, or from 1904")
{
    CHECK(day(1) == "1900-01-01");
    CHECK(day(59) == "1900-02-28");
    CHECK(day(60) == "1900-02-29");
    CHECK(day(61) == "1900-03-01");
    CHECK(day(44260) == "2021-03-05");
    CHECK(day(2'958'465) == "9999-12-31");
    CHECK(day(2'958'466) == "none");
    CHECK(day(0) == "none");
    CHECK(day(-1) == "none");
    CHECK(day(NAN) == "none");
    CHECK(day(0, true) == "1904-01-01");
    CHECK(day(60, true) == "1904-03-01");
    CHECK(day(42798, true) == "2021-03-05");
}

TEST_CASE("times stand behind the day, alone, or count on")
{
    CHECK(day(44260.604166666664) == "2021-03-05T14:30:00");
    CHECK(day(44260.999999999) == "2021-03-06");
    CHECK(serial_text(0.604166666666667, NumberKind::time, false) == "14:30:00");
    CHECK(serial_text(1.5, NumberKind::duration, false) == "36:00:00");
    CHECK(serial_text(60.5, NumberKind::date_time, false) == "1900-02-29T12:00:00");
}

TEST_CASE("a format code says whether its numbers are days")
{
    for (const char* code :
         {"yyyy-mm-dd", "dd\\.mm\\.yyyy", "[$-419]d mmm yyyy;@", "m/d/yy", "mmm", "[Red]dd/mm"})
        CHECK(kind_of_format(code) == NumberKind::date);
    for (const char* code : {"General", "0.00", "#,##0\"d.m.y\"", "[Red]0.0;[Blue]-0.0", "0\\d", "@",
                             "0.00E+00", "_-* #,##0_-", "\"unclosed y"})
        CHECK(kind_of_format(code) == NumberKind::number);
    CHECK(kind_of_format("dd.mm.yyyy hh:mm") == NumberKind::date_time);
    CHECK(kind_of_format("h:mm AM/PM") == NumberKind::time);
    CHECK(kind_of_format("mm:ss") == NumberKind::time);
    CHECK(kind_of_format("[h]:mm") == NumberKind::duration);
    CHECK(kind_of_built_in(14) == NumberKind::date);
    CHECK(kind_of_built_in(22) == NumberKind::date_time);
    CHECK(kind_of_built_in(0) == NumberKind::number);
    CHECK(kind_of_built_in(44) == NumberKind::number);
}

} // namespace panoh::tables
