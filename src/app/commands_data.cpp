// panoh import, panoh export: tables in and out, by the owner of the machine.

#include <filesystem>
#include <fstream>
#include <iostream>

#include <fmt/core.h>
#include <unistd.h>

#include "app/command.h"
#include "release/commands.h"
#include "release/importing.h"

namespace panoh::app {
namespace {

/// A line that rewrites itself on a terminal, and nothing in a log file.
class ProgressLine {
public:
    bool operator()(std::int64_t done, std::int64_t of)
    {
        if (terminal_ && of > 0) fmt::print(stderr, "\r{} of {} rows ({} %)", done, of, done * 100 / of);
        return true;
    }
    void end() const
    {
        if (terminal_) fmt::print(stderr, "\n");
    }

private:
    bool terminal_ = ::isatty(STDERR_FILENO) != 0;
};

int say_refused(const release::ImportResult& result)
{
    for (const auto& refusal : result.refused)
        fmt::print(stderr, "line {}, {}: {}\n", refusal.line, refusal.column, refusal.code);
    fmt::print(stderr, "panoh: release/rows_refused: {} in all; nothing was written\n", result.refused_total);
    return 1;
}

} // namespace

int import_ctdc_command(const Common& common, const std::string& file, const std::string& name)
{
    const auto node = open_any_node(common);
    if (!node) return refuse(node.error());
    release::remove_unfinished((*node)->database());
    const std::string shown = name.empty() ? std::filesystem::path(file).stem().string() : name;
    ProgressLine line;
    const auto imported = release::import_ctdc_file((*node)->database(), (*node)->clock(), file, shown,
                                                    [&](auto done, auto of) { return line(done, of); });
    line.end();
    if (!imported) return refuse(imported.error());
    if (!imported->dataset) return say_refused(*imported);
    fmt::print("{} rows imported as \"{}\"\n", imported->rows, shown);
    return 0;
}

int export_dataset_command(const Common& common, const std::string& dataset, const std::string& file)
{
    const auto node = open_any_node(common);
    if (!node) return refuse(node.error());
    std::ofstream out;
    if (file != "-") out.open(file, std::ios::binary);
    std::ostream& to = file == "-" ? std::cout : out;
    if (!to)
        return refuse({.kind = core::ErrorKind::invalid, .code = "app/file_not_writable", .field = "file"});
    const auto exported = release::export_dataset((*node)->database(), (*node)->clock(), dataset, to);
    to.flush();
    if (!exported) return refuse(exported.error());
    if (!to)
        return refuse({.kind = core::ErrorKind::invalid, .code = "app/file_not_writable", .field = "file"});
    return 0;
}

} // namespace panoh::app
