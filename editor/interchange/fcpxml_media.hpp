#pragma once

#include "editor/interchange/exchange.hpp"
#include "editor/interchange/xml.hpp"

#include <map>

namespace rushlight::editor {

/// A time of an FCPXML file, "1001/24000s"; `usual` where the attribute is not there. Refuses what
/// is none or over 1,000 hours.
[[nodiscard]] Time fcpxml_time(const XmlElement& element, const char* attribute, const Time& usual);

/// The resources of an FCPXML file. The elements must outlive it.
class FcpxmlMedia {
public:
    void read(const XmlElement& root);

    /// The rate and size of a <format>; 0 where it does not tell them.
    [[nodiscard]] std::pair<Time, Size> format(const std::string& id) const;

    /// An <asset> by its id; null where there is none (an effect, a compound clip).
    [[nodiscard]] const std::size_t* asset(const std::string& id) const;

    [[nodiscard]] const ExchangeMedia& medium(std::size_t number) const { return media_[number]; }

    [[nodiscard]] std::vector<ExchangeMedia> take() { return std::move(media_); }

private:
    void read_reels(const XmlElement& element);

    std::map<std::string, std::pair<Time, Size>> formats_;
    std::map<std::string, std::size_t> assets_;
    std::vector<ExchangeMedia> media_;
};

} // namespace rushlight::editor
