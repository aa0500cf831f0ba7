#include "editor/interchange/numbers.hpp"
#include "editor/interchange/xml.hpp"

#include <cassert>

namespace rushlight::editor {

namespace {

std::string escaped(const std::string& text)
{
    std::string out;
    for (const char c : as_utf8(text)) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\n':
            out += "&#10;";
            break;
        default: // other control characters are no XML
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

} // namespace

XmlWriter::XmlWriter(const std::string& doctype)
    : text_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE " + doctype + ">\n")
{
}

void XmlWriter::start(const std::string& name, const Attributes& attributes)
{
    text_ += std::string(2 * open_.size(), ' ') + "<" + name;
    for (const auto& [key, value] : attributes) {
        text_ += " " + key + "=\"" + escaped(value) + "\"";
    }
}

void XmlWriter::open(const std::string& name, const Attributes& attributes)
{
    start(name, attributes);
    text_ += ">\n";
    open_.push_back(name);
}

void XmlWriter::close()
{
    const std::string name = std::move(open_.back());
    open_.pop_back();
    text_ += std::string(2 * open_.size(), ' ') + "</" + name + ">\n";
}

void XmlWriter::element(const std::string& name,
                        const std::string& text,
                        const Attributes& attributes)
{
    start(name, attributes);
    text_ += ">" + escaped(text) + "</" + name + ">\n";
}

void XmlWriter::element(const std::string& name, std::int64_t number)
{
    element(name, std::to_string(number));
}

void XmlWriter::empty(const std::string& name, const Attributes& attributes)
{
    start(name, attributes);
    text_ += "/>\n";
}

std::string XmlWriter::take()
{
    assert(open_.empty());
    return std::move(text_);
}

} // namespace rushlight::editor
