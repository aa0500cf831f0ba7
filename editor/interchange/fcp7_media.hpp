#pragma once

#include "editor/interchange/exchange.hpp"
#include "editor/interchange/xml.hpp"

#include <map>

namespace rushlight::editor {

/// The rate that an element has below it; `around` where it has none. Refuses a timebase outside
/// 1 … 1000.
[[nodiscard]] Time fcp7_rate(const XmlElement& element, const Time& around);

/// Reads what the clips of an xmeml file show. The elements must outlive it.
class Fcp7Media {
public:
    /// Files are described where they come first and named by id after that.
    void remember_files(const XmlElement& element);
    /// Clips that a link names, and their clip, belong together.
    void remember_links(const XmlElement& element);

    [[nodiscard]] bool links_told() const { return !groups_.empty(); }

    /// All but length and transition of a <clipitem> or <generatoritem>; a gap for what cannot be
    /// shown.
    /// early: frames of the film that its in point lies before its first frame
    ExchangeItem read_clip(const XmlElement& clip,
                           const ExchangeTrack& track,
                           const Time& rate,
                           std::int64_t early,
                           Losses& losses);

    [[nodiscard]] std::vector<ExchangeMedia> take() { return std::move(media_); }

private:
    std::size_t number_of(const XmlElement& file, const Time& rate);
    void read_filters(const XmlElement& clip,
                      ExchangeItem& item,
                      const std::string& where,
                      Losses& losses) const;
    std::string root_of(const std::string& id);

    std::map<std::string, const XmlElement*> files_;
    std::map<std::string, std::string> groups_; ///< a clip's id → another's of its group
    std::map<std::string, int> links_;
    std::map<const XmlElement*, std::size_t> numbers_;
    std::vector<ExchangeMedia> media_;
};

} // namespace rushlight::editor
