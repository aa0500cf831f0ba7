#pragma once

#include "editor/interchange/edl_line.hpp"
#include "editor/interchange/exchange.hpp"

namespace rushlight::editor {

/// An event with what its notes say; times in frames.
struct EdlTake {
    int line = 0;
    EdlEvent words;
    std::int64_t source_in = 0;
    std::int64_t source_length = 0;
    std::int64_t record_in = 0;
    std::int64_t record_out = 0;
    std::int64_t dissolve = 0;
    std::string name;
    std::string file;
    std::optional<Time> fps; ///< of M2
    bool frozen = false;

    [[nodiscard]] bool is_black() const { return words.reel == "BL" || words.reel == "BLACK"; }
};

/// One CMX 3600 list, line by line.
class EdlList {
public:
    /// rate: of the film; 29.97 afterwards where the list counts in drop frame and it has none.
    /// Throws EditorError (unreadable), naming the line.
    EdlList(const std::string& text, Time& rate, Losses& losses);

    [[nodiscard]] const std::string& title() const { return title_; }

    /// In the list's order.
    [[nodiscard]] const std::vector<EdlTake>& takes() const { return takes_; }

    /// By record frame.
    [[nodiscard]] const std::vector<std::pair<std::int64_t, ExchangeMarker>>& markers() const
    {
        return markers_;
    }

    /// Whether it counts in drop frame, at its end.
    [[nodiscard]] bool drop() const { return drop_; }

private:
    void read(std::string_view line);
    void read_event(std::string_view line);
    void read_speed(std::string_view line);
    void read_note(std::string_view line);
    void read_locator(const std::string& text);
    /// The frame of a timecode; refuses what is none.
    [[nodiscard]] std::int64_t frame(const std::string& timecode) const;
    /// From one frame to another, over midnight where it has to be; refuses a step back.
    [[nodiscard]] std::int64_t between(std::int64_t from, std::int64_t to) const;
    /// Of two lines with one number the first, which a dissolve comes from, else the last line.
    [[nodiscard]] EdlTake& from_side();

    Time& rate_;
    Losses& losses_;
    bool drop_ = false;
    int line_ = 0;
    std::string title_;
    std::vector<EdlTake> takes_;
    std::vector<std::pair<std::int64_t, ExchangeMarker>> markers_;
};

} // namespace rushlight::editor
