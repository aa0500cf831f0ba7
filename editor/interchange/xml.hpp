#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rushlight::editor {

/// An element of an XML file. All text is UTF-8; space around it is gone.
struct XmlElement {
    std::string name;
    int line = 0;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::string text;
    std::vector<XmlElement> children;

    /// The first child of that name; null where there is none.
    [[nodiscard]] const XmlElement* child(std::string_view wanted) const;
    /// Down several steps: "media/video/format".
    [[nodiscard]] const XmlElement* at(std::string_view path) const;
    /// A child's text, tidied; empty where there is none.
    [[nodiscard]] std::string text_of(std::string_view path) const;
    /// Tidied; empty where there is none.
    [[nodiscard]] std::string attribute(std::string_view wanted) const;
    /// A child's whole number; none where there is no child. Refuses what is no number or reaches
    /// outside ±2⁵³.
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view path) const;

    /// Throws EditorError (unreadable): "line 12, <clipitem>: WHAT".
    [[noreturn]] void refuse(const std::string& what) const;
};

/// Parses a file within `exchange_limits`. A declared entity is refused; nothing outside the text
/// is ever read.
/// Throws EditorError (unreadable), naming the line.
[[nodiscard]] XmlElement parse_xml(std::string_view text);

/// Writes elements line by line, indented.
class XmlWriter {
public:
    /// doctype: "xmeml"
    explicit XmlWriter(const std::string& doctype);

    using Attributes = std::vector<std::pair<std::string, std::string>>;

    void open(const std::string& name, const Attributes& attributes = {});
    void close();
    void
    element(const std::string& name, const std::string& text, const Attributes& attributes = {});
    void element(const std::string& name, std::int64_t number);
    void empty(const std::string& name, const Attributes& attributes);

    /// The whole text; every element must be closed.
    [[nodiscard]] std::string take();

private:
    void start(const std::string& name, const Attributes& attributes);

    std::string text_;
    std::vector<std::string> open_;
};

} // namespace rushlight::editor
