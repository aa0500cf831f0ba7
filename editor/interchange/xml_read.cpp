#include "editor/error.hpp"
#include "editor/interchange/exchange.hpp"
#include "editor/interchange/numbers.hpp"
#include "editor/interchange/xml.hpp"

#include <expat.h>

#include <charconv>
#include <type_traits>

namespace rushlight::editor {

namespace {

constexpr std::size_t elements_most = 2'000'000;
constexpr auto npos = std::string_view::npos;
constexpr std::size_t text_most = 64 << 10; ///< of one element

struct FreeParser {
    void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

using ParserPtr = std::unique_ptr<XML_ParserStruct, FreeParser>;

/// Builds the tree from expat's calls. No exception may pass through them: what is wrong is kept.
struct Building {
    XML_Parser parser;
    XmlElement root{};               ///< holds the document's one element
    std::vector<XmlElement*> path{}; ///< a child is complete before its parent gets another
    std::size_t elements = 0;
    std::string wrong{};

    void stop(const std::string& why)
    {
        if (wrong.empty()) {
            wrong = why;
        }
        XML_StopParser(parser, XML_FALSE);
    }

    template <class Work>
    static void guarded(void* user, const Work& work) noexcept
    {
        auto& self = *static_cast<Building*>(user);
        try {
            work(self);
        } catch (...) {
            XML_StopParser(self.parser, XML_FALSE);
        }
    }

    void open(const char* name, const char** attributes)
    {
        if (path.size() > static_cast<std::size_t>(exchange_limits::depth)) {
            stop("it is nested more than " + std::to_string(exchange_limits::depth) +
                 " levels deep; flatten what is nested and export it again");
            return;
        }
        if (++elements > elements_most) {
            stop("it holds more than 2 million elements; export the film in parts");
            return;
        }
        XmlElement element;
        element.name = name;
        element.line = static_cast<int>(XML_GetCurrentLineNumber(parser));
        for (std::size_t i = 0; attributes[i] != nullptr; i += 2) {
            element.attributes.emplace_back(attributes[i], attributes[i + 1]);
        }
        XmlElement& parent = *path.back();
        parent.children.push_back(std::move(element));
        path.push_back(&parent.children.back());
    }

    void close()
    {
        std::string& text = path.back()->text;
        const auto begin = text.find_first_not_of(" \t\r\n");
        const auto end = text.find_last_not_of(" \t\r\n");
        text = begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
        path.pop_back();
    }

    void add(const char* text, int length)
    {
        std::string& all = path.back()->text;
        while (all.empty() && length > 0 && std::string_view(" \t\r\n").find(*text) != npos) {
            ++text; // the space between an element's many children is no text
            --length;
        }
        if (all.size() + static_cast<std::size_t>(length) > text_most) {
            stop("a text in it is longer than 64 KiB; export it without embedded data");
            return;
        }
        all.append(text, static_cast<std::size_t>(length));
    }
};

void on_open(void* user, const char* name, const char** attributes)
{
    Building::guarded(user, [&](Building& self) { self.open(name, attributes); });
}

void on_close(void* user, const char*)
{
    Building::guarded(user, [](Building& self) { self.close(); });
}

void on_text(void* user, const char* text, int length)
{
    Building::guarded(user, [&](Building& self) { self.add(text, length); });
}

void on_entity(void* user,
               const char*,
               int,
               const char*,
               int,
               const char*,
               const char*,
               const char*,
               const char*)
{
    Building::guarded(user, [](Building& self) {
        self.stop("it declares entities, which are not read; export it without a DTD of its own");
    });
}

void on_skipped(void* user, const char*, int)
{
    Building::guarded(user, [](Building& self) {
        self.stop("it names an entity that is not declared; export it again");
    });
}

} // namespace

const XmlElement* XmlElement::child(std::string_view wanted) const
{
    for (const XmlElement& one : children) {
        if (one.name == wanted) {
            return &one;
        }
    }
    return nullptr;
}

const XmlElement* XmlElement::at(std::string_view path) const
{
    const XmlElement* here = this;
    while (here != nullptr && !path.empty()) {
        const auto slash = path.find('/');
        here = here->child(path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
    return here;
}

std::string XmlElement::text_of(std::string_view path) const
{
    const XmlElement* found = at(path);
    return found == nullptr ? std::string() : tidy(found->text);
}

std::string XmlElement::attribute(std::string_view wanted) const
{
    for (const auto& [key, value] : attributes) {
        if (key == wanted) {
            return tidy(value);
        }
    }
    return {};
}

std::optional<std::int64_t> XmlElement::number(std::string_view path) const
{
    const XmlElement* found = at(path);
    if (found == nullptr) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    const char* const end = found->text.data() + found->text.size();
    const auto [stop, wrong] = std::from_chars(found->text.data(), end, value);
    constexpr std::int64_t most = std::int64_t{1} << 53;
    if (wrong != std::errc() || stop != end || value > most || value < -most) {
        found->refuse("\"" + tidy(found->text).substr(0, 40) +
                      "\" is not a whole number that fits; export it again");
    }
    return value;
}

void XmlElement::refuse(const std::string& what) const
{
    throw EditorError(EditorError::Code::unreadable,
                      "line " + std::to_string(line) + ", <" + tidy(name).substr(0, 40) +
                          ">: " + what);
}

XmlElement parse_xml(std::string_view text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        throw EditorError(EditorError::Code::unreadable, "it is empty; export it again");
    }
    if (text.size() > exchange_limits::bytes) {
        throw EditorError(EditorError::Code::unreadable,
                          "it is larger than 128 MiB; export the film in parts");
    }
    const ParserPtr parser(XML_ParserCreate(nullptr));
    if (!parser) {
        throw std::bad_alloc();
    }
    Building building{parser.get()};
    building.path.push_back(&building.root);
    XML_SetUserData(parser.get(), &building);
    XML_SetElementHandler(parser.get(), on_open, on_close);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetEntityDeclHandler(parser.get(), on_entity);
    XML_SetSkippedEntityHandler(parser.get(), on_skipped);
    XML_SetParamEntityParsing(parser.get(), XML_PARAM_ENTITY_PARSING_NEVER);
    const auto status =
        XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), XML_TRUE);
    if (status != XML_STATUS_OK) {
        const auto line = std::to_string(XML_GetCurrentLineNumber(parser.get()));
        throw EditorError(EditorError::Code::unreadable,
                          "line " + line + ": " +
                              (building.wrong.empty()
                                   ? "it is not XML here, or it was cut short; export it again"
                                   : building.wrong));
    }
    return std::move(building.root.children.front());
}

} // namespace rushlight::editor
