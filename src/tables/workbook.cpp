#include "tables/workbook.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "tables/refusal.h"
#include "tables/xml.h"

namespace panoh::tables {

namespace {

/// More sheets, formats or styles than Excel allows, or a relation too many, are no honest file.
constexpr std::size_t most_listed = 65'536;

struct Relation {
    std::string id;
    std::string type; ///< its last word: "worksheet"; the rest differs between the editions of the standard
    std::string target;
};

class RelationReader : public XmlReader {
public:
    void opened(std::string_view name, const XmlAttributes& attributes, std::size_t depth) override
    {
        if (depth != 2 || name != "Relationship") return;
        if (attributes.find("TargetMode") == "External") return;
        const std::string_view type = attributes.find("Type").value_or("");
        if (relations.size() == most_listed) return refuse_here("tables/broken");
        relations.push_back({std::string(attributes.find("Id").value_or("")),
                             std::string(type.substr(type.rfind('/') + 1)),
                             std::string(attributes.find("Target").value_or(""))});
    }
    void closed(std::string_view, std::size_t) override {}
    [[nodiscard]] std::string place() const override { return "workbook"; }

    std::vector<Relation> relations;
};

class WorkbookReader : public XmlReader {
public:
    void opened(std::string_view name, const XmlAttributes& attributes, std::size_t depth) override
    {
        if (depth == 1 && name != "workbook") return refuse_here("tables/not_xlsx");
        if (depth == 2) in_sheets_ = name == "sheets";
        if (depth == 2 && name == "workbookPr") from_1904 = attributes.is_set("date1904");
        if (depth != 3 || !in_sheets_ || name != "sheet") return;
        if (sheets.size() == most_listed) return refuse_here("tables/broken");
        sheets.push_back({std::string(attributes.find("name").value_or("")),
                          attributes.find("state").value_or("visible") != "visible", nullptr});
        ids.emplace_back(attributes.find("id").value_or(""));
    }
    void closed(std::string_view, std::size_t) override {}
    [[nodiscard]] std::string place() const override { return "workbook"; }

    std::vector<WorkbookSheet> sheets;
    std::vector<std::string> ids; ///< of the sheets' relations
    bool from_1904 = false;

private:
    bool in_sheets_ = false;
};

int number_of(std::optional<std::string_view> text)
{
    int number = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

class StyleReader : public XmlReader {
public:
    void opened(std::string_view name, const XmlAttributes& attributes, std::size_t depth) override
    {
        if (depth == 2) in_cells_ = name == "cellXfs";
        if (formats_.size() == most_listed || kinds.size() == most_listed)
            return refuse_here("tables/broken");
        if (depth == 3 && name == "numFmt")
            formats_[number_of(attributes.find("numFmtId"))] =
                kind_of_format(attributes.find("formatCode").value_or(""));
        if (depth == 3 && in_cells_ && name == "xf") ids_.push_back(number_of(attributes.find("numFmtId")));
        if (ids_.size() > most_listed) return refuse_here("tables/broken");
    }
    void closed(std::string_view, std::size_t depth) override
    {
        // At the end: cells may stand before the formats they name.
        if (depth != 1) return;
        for (const int id : ids_) {
            const auto own = formats_.find(id);
            kinds.push_back(own == formats_.end() ? kind_of_built_in(id) : own->second);
        }
    }
    [[nodiscard]] std::string place() const override { return "styles"; }

    std::vector<NumberKind> kinds;

private:
    bool in_cells_ = false;
    std::map<int, NumberKind> formats_;
    std::vector<int> ids_;
};

core::Result<std::vector<Relation>> read_relations(const Archive& archive, std::string_view source,
                                                   const Limits& limits)
{
    const std::size_t slash = source.rfind('/');
    const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
    const std::string path =
        std::string(source.substr(0, name)) + "_rels/" + std::string(source.substr(name)) + ".rels";
    const Part* part = archive.find(path);
    if (part == nullptr) return std::vector<Relation>{};
    RelationReader reader;
    PANOH_CHECK(read_xml(archive, *part, limits, reader));
    return std::move(reader.relations);
}

const Relation* find_type(const std::vector<Relation>& relations, std::string_view type)
{
    const auto found = std::find_if(relations.begin(), relations.end(),
                                    [&](const Relation& relation) { return relation.type == type; });
    return found == relations.end() ? nullptr : &*found;
}

core::Done link_sheets(Workbook& workbook, WorkbookReader& read, const Archive& archive,
                       const std::vector<Relation>& relations, const std::string& home)
{
    for (std::size_t i = 0; i < read.sheets.size(); ++i) {
        const auto found = std::find_if(relations.begin(), relations.end(),
                                        [&](const Relation& relation) { return relation.id == read.ids[i]; });
        if (found == relations.end()) return refuse("tables/broken", "workbook");
        if (found->type != "worksheet") continue;
        WorkbookSheet& sheet = read.sheets[i];
        sheet.part = archive.find(resolve(home, found->target));
        if (sheet.part == nullptr) return refuse("tables/broken", "workbook");
        workbook.sheets.push_back(std::move(sheet));
    }
    if (workbook.sheets.empty()) return refuse("tables/empty", "workbook");
    return {};
}

} // namespace

std::string resolve(std::string_view source, std::string_view target)
{
    std::vector<std::string_view> words;
    const auto add = [&](std::string_view path) {
        while (!path.empty()) {
            const std::string_view word = path.substr(0, path.find('/'));
            path.remove_prefix(std::min(path.size(), word.size() + 1));
            if (word == ".." && !words.empty()) words.pop_back();
            if (word != ".." && word != "." && !word.empty()) words.push_back(word);
        }
    };
    const bool from_root = target.starts_with('/');
    if (!from_root && source.find('/') != std::string_view::npos) add(source.substr(0, source.rfind('/')));
    add(target);
    std::string path;
    for (const std::string_view word : words)
        path.append(path.empty() ? "" : "/").append(word);
    return path;
}

core::Result<Workbook> read_workbook(const Archive& archive, const Limits& limits)
{
    PANOH_TRY(const auto roots, read_relations(archive, "", limits));
    const Relation* document = find_type(roots, "officeDocument");
    if (document == nullptr) return refuse("tables/not_xlsx", "workbook");
    const std::string home = resolve("", document->target);
    if (home.ends_with(".bin")) return refuse("tables/not_xlsx", "workbook");
    const Part* part = archive.find(home);
    if (part == nullptr) return refuse("tables/broken", "workbook");
    WorkbookReader read;
    PANOH_CHECK(read_xml(archive, *part, limits, read));
    PANOH_TRY(const auto relations, read_relations(archive, home, limits));
    Workbook workbook{.from_1904 = read.from_1904};
    PANOH_CHECK(link_sheets(workbook, read, archive, relations, home));
    if (const Relation* styles = find_type(relations, "styles")) {
        const Part* found = archive.find(resolve(home, styles->target));
        if (found == nullptr) return refuse("tables/broken", "styles");
        StyleReader reader;
        PANOH_CHECK(read_xml(archive, *found, limits, reader));
        workbook.kinds = std::move(reader.kinds);
    }
    if (const Relation* texts = find_type(relations, "sharedStrings")) {
        workbook.shared_texts = archive.find(resolve(home, texts->target));
        if (workbook.shared_texts == nullptr) return refuse("tables/broken", "shared_texts");
    }
    return workbook;
}

} // namespace panoh::tables
