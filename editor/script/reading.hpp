#pragma once

#include "editor/edits/place.hpp"
#include "editor/script/edit_script.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::editor {

/// Why an edit of a script cannot be made; the field is inside the edit, "/clip".
struct Refusal {
    std::string field;
    std::string sentence;
};

/// One edit of a script, read against the timeline that it finds. The schema has let it through;
/// what names something that is not there, is of the wrong kind or locked throws Refusal. What it
/// was made from must outlive it.
class Reading {
public:
    Reading(const Timeline& timeline, const nlohmann::json& edit, const FindAsset& find_asset)
        : timeline_(timeline)
        , edit_(edit)
        , find_asset_(find_asset)
    {
    }

    [[nodiscard]] const Timeline& timeline() const { return timeline_; }

    /// The value of an optional field, or what is usual.
    template <class Value>
    [[nodiscard]] Value value(const char* name, const Value& usual = {}) const
    {
        return edit_.value(name, usual);
    }

    [[nodiscard]] std::int64_t integer(const char* name) const { return value<std::int64_t>(name); }

    [[nodiscard]] std::string text(const char* name, const std::string& usual = {}) const
    {
        return value(name, usual);
    }

    [[nodiscard]] const nlohmann::json& object(const char* name) const { return edit_.at(name); }

    [[nodiscard]] Id clip(const char* name) const;
    [[nodiscard]] Id gap(const char* name) const;
    [[nodiscard]] std::vector<Id> clips(const char* name) const;
    [[nodiscard]] const Track& track(const char* name) const;
    /// The tracks that are named; without a list all that are not locked.
    [[nodiscard]] std::vector<Id> open_tracks(const char* name) const;
    [[nodiscard]] ScriptAsset asset(const char* name) const;
    [[nodiscard]] ScriptAsset asset_of(const nlohmann::json& number,
                                       const std::string& field) const;
    /// What "clips" lays on tracks.
    [[nodiscard]] std::vector<Placed> placed() const;

    /// The edit itself.
    [[nodiscard]] const nlohmann::json& object() const { return edit_; }

    [[nodiscard]] Title title() const;
    [[nodiscard]] Caption caption() const;

private:
    [[nodiscard]] const Track& track_of(const nlohmann::json& named,
                                        const std::string& field) const;
    [[nodiscard]] Id item_of(const nlohmann::json& id, const std::string& field, bool gap) const;
    [[nodiscard]] Placed placed_of(const nlohmann::json& source, const std::string& field) const;

    const Timeline& timeline_;
    const nlohmann::json& edit_;
    const FindAsset& find_asset_;
};

} // namespace rushlight::editor
