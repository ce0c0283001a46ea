#include "store/sql_text.h"

#include <array>
#include <stdexcept>

namespace panoh::store {

namespace {

struct Macro {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres;
};
constexpr std::array<Macro, 5> macros = {{
    {"{{int}}", "INTEGER", "BIGINT"},
    {"{{real}}", "REAL", "DOUBLE PRECISION"},
    {"{{blob}}", "BLOB", "BYTEA"},
    {"{{text}}", "TEXT", "TEXT COLLATE \"C\""},
    {"{{strict}}", "STRICT", ""},
}};

std::size_t after(std::string_view sql, std::string_view end, std::size_t from)
{
    const auto found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
}

/// Where the quoted text, quoted name or comment that starts at `at` ends; `at` itself when none starts
/// there. A doubled quote needs no care: the second half simply opens the next quoted piece.
std::size_t skip_verbatim(std::string_view sql, std::size_t at)
{
    const auto rest = sql.substr(at);
    if (rest.starts_with('\'')) return after(sql, "'", at + 1);
    if (rest.starts_with('"')) return after(sql, "\"", at + 1);
    if (rest.starts_with("--")) return after(sql, "\n", at + 2);
    if (rest.starts_with("/*")) return after(sql, "*/", at + 2);
    return at;
}

/// Copies `sql`, letting `replace(at, out)` treat what is not verbatim; it returns where to go on, or `at` to
/// copy one character.
template <typename Replace>
std::string rewrite(std::string_view sql, Replace&& replace)
{
    std::string out;
    out.reserve(sql.size() + 16);
    for (std::size_t at = 0; at < sql.size();) {
        std::size_t next = skip_verbatim(sql, at);
        if (next == at)
            next = replace(at, out);
        else
            out.append(sql.substr(at, next - at));
        if (next == at) out.push_back(sql[next++]);
        at = next;
    }
    return out;
}

std::string trimmed(std::string_view text)
{
    constexpr std::string_view spaces = " \t\r\n";
    const auto begin = text.find_first_not_of(spaces);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(spaces) - begin + 1));
}

} // namespace

std::string expand_macros(std::string_view sql, Engine engine)
{
    return rewrite(sql, [&](std::size_t at, std::string& out) {
        if (!sql.substr(at).starts_with("{{")) return at;
        for (const auto& macro : macros) {
            if (!sql.substr(at).starts_with(macro.name)) continue;
            out.append(engine == Engine::sqlite ? macro.sqlite : macro.postgres);
            return at + macro.name.size();
        }
        throw std::logic_error("store: unknown macro in SQL");
    });
}

std::string number_placeholders(std::string_view sql)
{
    int number = 0;
    return rewrite(sql, [&](std::size_t at, std::string& out) {
        if (sql[at] != '?') return at;
        out.append("$").append(std::to_string(++number));
        return at + 1;
    });
}

std::vector<std::string> split_statements(std::string_view sql)
{
    std::vector<std::string> statements;
    std::string current;
    bool empty = true; // comments alone are no statement
    const auto finish = [&] {
        if (!empty) statements.push_back(trimmed(current));
        current.clear();
        empty = true;
    };
    for (std::size_t at = 0; at < sql.size();) {
        std::size_t next = skip_verbatim(sql, at);
        const bool comment = next != at && (sql[at] == '-' || sql[at] == '/');
        if (next == at) ++next;
        if (sql[at] == ';') {
            finish();
        } else {
            if (!comment && std::string_view(" \t\r\n").find(sql[at]) == std::string_view::npos)
                empty = false;
            current.append(sql.substr(at, next - at));
        }
        at = next;
    }
    finish();
    return statements;
}

} // namespace panoh::store
