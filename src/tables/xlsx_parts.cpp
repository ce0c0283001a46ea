#include "tables/xlsx_parts.h"

#include <fmt/format.h>

#include "core/text.h"
#include "tables/string_escapes.h"
#include "tables/xlsx_writer.h"

namespace panoh::tables {

namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view relations_open =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
constexpr std::string_view document_relation =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

} // namespace

std::string_view styles_part()
{
    return R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
           R"(<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>)"
           R"(<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>)"
           R"(<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>)"
           R"(<fills count="2"><fill><patternFill patternType="none"/></fill>)"
           R"(<fill><patternFill patternType="gray125"/></fill></fills>)"
           R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
           R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
           R"(<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>)"
           R"(<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>)"
           R"(<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
           R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>)"
           R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)";
}

std::string content_types_part(std::size_t sheets)
{
    constexpr std::string_view kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    std::string out(declaration);
    out +=
        R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
        R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
        R"(<Default Extension="xml" ContentType="application/xml"/>)";
    out += fmt::format(R"(<Override PartName="/xl/workbook.xml" ContentType="{}sheet.main+xml"/>)", kind);
    out += fmt::format(R"(<Override PartName="/xl/styles.xml" ContentType="{}styles+xml"/>)", kind);
    for (std::size_t i = 1; i <= sheets; ++i)
        out += fmt::format(
            R"(<Override PartName="/xl/worksheets/sheet{}.xml" ContentType="{}worksheet+xml"/>)", i, kind);
    out += R"(<Override PartName="/docProps/core.xml" )"
           R"(ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>)";
    return out;
}

std::string root_relations_part()
{
    return std::string(declaration) + std::string(relations_open) +
           fmt::format(R"(<Relationship Id="rId1" Type="{}officeDocument" Target="xl/workbook.xml"/>)",
                       document_relation) +
           R"(<Relationship Id="rId2" Target="docProps/core.xml" )"
           R"(Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>)"
           "</Relationships>";
}

std::string workbook_relations_part(std::size_t sheets)
{
    std::string out(declaration);
    out += relations_open;
    for (std::size_t i = 1; i <= sheets; ++i)
        out +=
            fmt::format(R"(<Relationship Id="rId{0}" Type="{1}worksheet" Target="worksheets/sheet{0}.xml"/>)",
                        i, document_relation);
    out += fmt::format(R"(<Relationship Id="rId{}" Type="{}styles" Target="styles.xml"/></Relationships>)",
                       sheets + 1, document_relation);
    return out;
}

std::string workbook_part(std::span<const std::string> names)
{
    std::string out(declaration);
    out += R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" )"
           R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>)";
    for (std::size_t i = 0; i < names.size(); ++i) {
        out += "<sheet name=\"";
        append_attribute(out, names[i]);
        out += fmt::format(R"(" sheetId="{0}" r:id="rId{0}"/>)", i + 1);
    }
    return out += "</sheets></workbook>";
}

std::string properties_part(const About& about)
{
    std::string out(declaration);
    out +=
        R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
        R"(xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" )"
        R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>)";
    append_attribute(out, about.title);
    out += "</dc:title>";
    const auto property = [&](std::string_view opening, std::string_view text, std::string_view closing) {
        if (text.empty()) return;
        append_attribute(out += opening, text);
        out += closing;
    };
    property("<dc:creator>", about.creator, "</dc:creator>");
    property("<dc:description>", about.description, "</dc:description>");
    property(R"(<dcterms:created xsi:type="dcterms:W3CDTF">)", about.created_at, "</dcterms:created>");
    return out += "</cp:coreProperties>";
}

std::string page_foot(std::string_view text)
{
    constexpr std::size_t most = 235; // of 255 with the codes around it
    std::string shown;
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            ++end;
        // A sign of four bytes counts as two; so does "&", which must be doubled.
        units += end - at == 4 || text[at] == '&' ? 2 : 1;
        if (units > most) break;
        shown.append(text[at] == '&' ? "&&" : text.substr(at, end - at));
        at = end;
    }
    std::string out = "<headerFooter><oddFooter>&amp;L";
    append_attribute(out, shown);
    return out += "&amp;R&amp;P / &amp;N</oddFooter></headerFooter>";
}

} // namespace panoh::tables
