#pragma once

#include "generation/protocol/limits.hpp"

#include <QWidget>
#include <filesystem>
#include <memory>
#include <optional>

namespace rushlight::app {

/// What the generate bar asks for. Sizes, frames and cameras are those of the engine's limits.
struct Wish {
    generation::Request request;
    std::vector<std::string> cast;     ///< handles
    std::filesystem::path first_frame; ///< empty: none
    bool another_take = false;         ///< of the clip that is selected
    std::optional<double> remix;       ///< made from that clip, with this strength

    bool operator==(const Wish&) const = default;
};

/// Where a shot is asked for in words. Shows a problem at the field that has it.
/// Threads: the UI thread.
class GenerateBar : public QWidget {
    Q_OBJECT

public:
    explicit GenerateBar(QWidget* parent = nullptr);
    ~GenerateBar() override;

    /// Ways of making shots, the usual one first; where there are several one chooses.
    void set_families(const std::vector<generation::Limits>& families);
    /// What can be chosen; without an engine `sentence` says why nothing can be made now.
    /// What was chosen before stays where it still can be.
    void set_limits(const generation::Limits& limits);
    void set_unready(const QString& sentence);
    /// Nothing where it is none of the limits' sizes.
    void choose_size(const generation::Size& size);

    struct Member {
        QString handle;
        QString refusal; ///< why it may not be used now; empty when it may
    };

    void set_cast(const std::vector<Member>& members);
    /// Name of the selected clip that could get another take; empty: none.
    void set_clip(const QString& name);

    /// Regions painted over the first frame; they go with it when it is changed.
    void set_brush(const std::vector<generation::BrushRegion>& regions);
    void stop_painting();

    /// Shows what a request asks for.
    void show_request(const generation::Request& request);
    [[nodiscard]] Wish wish() const;

    [[nodiscard]] const generation::Limits& limits() const;

    /// Shows why a wish was refused: each problem at its field, else below the prompt.
    void refuse(const QString& sentence, const std::vector<generation::Problem>& problems);

signals:
    void family_chosen(); ///< `limits` are another family's now
    void wished(const Wish& wish);
    /// The first frame shall be painted on (its file and the shot's size have changed, if it was
    /// already), or no longer.
    void painting_wanted(bool on);

private:
    void ask();

    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app
