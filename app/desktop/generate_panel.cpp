#include "app/desktop/generate_panel.hpp"

#include "app/desktop/generate_bar.hpp"
#include "app/desktop/jobs.hpp"
#include "app/places.hpp"
#include "app/project/stored_take.hpp"
#include "app/queue/shot_order.hpp"
#include "cameo/cast.hpp"
#include "storage/library.hpp"

#include <QPointer>
#include <algorithm>

namespace rushlight::app {

namespace {

std::vector<GenerateBar::Member> members()
{
    std::vector<GenerateBar::Member> all;
    auto library = storage::open_library(data_folder());
    const cameo::Cast cast(library, data_folder());
    for (const auto& standing : cast.list()) {
        all.push_back({QString::fromStdString(standing.member.handle),
                       QString::fromStdString(standing.sentence)});
    }
    return all;
}

/// The selected clip that has a list of takes.
std::shared_ptr<const editor::Clip> selected_shot(const Workspace& workspace)
{
    for (const auto id : workspace.selection()) {
        const auto place = editor::find_item(*workspace.timeline(), id);
        if (place && workspace.timeline()->tracks[place->track]->kind == editor::TrackKind::video) {
            const auto& clip = editor::item_at(*workspace.timeline(), *place).clip;
            if (clip && !clip->takes.empty()) {
                return clip;
            }
        }
    }
    return nullptr;
}

/// The take that a clip shows, if it is made.
std::optional<StoredTake> shown_take(Workspace& workspace, const editor::Clip& clip)
{
    const auto* const media = std::get_if<editor::Media>(&clip.source);
    auto take = media == nullptr ? std::nullopt
                                 : find_take(workspace.project(), std::atoll(media->take.c_str()));
    return take && take->ready() ? take : std::nullopt;
}

} // namespace

GenerateBar* make_generate_panel(Workspace& workspace, Jobs& jobs, QWidget* parent)
{
    auto* const bar = new GenerateBar(parent);
    const auto show_engine =
        [bar, &workspace, &jobs, shaped = std::make_shared<std::optional<editor::Size>>()] {
            if (const auto* const ready = jobs.engine();
                ready != nullptr && !ready->limits.empty()) {
                auto families = ready->limits;
                std::stable_partition(
                    families.begin(), families.end(), [&](const generation::Limits& limits) {
                        return limits.family == usual_family(*ready).family;
                    });
                bar->set_families(families);
                if (const auto film = workspace.timeline()->size; *shaped != film) {
                    // once a film; then it is the user's
                    bar->choose_size(size_for(bar->limits(), film));
                    *shaped = film;
                }
            } else if (workspace.is_open()) {
                bar->set_unready(!jobs.engine_sentence().isEmpty() ? jobs.engine_sentence()
                                 : workspace.read_only()
                                     ? QObject::tr("This film is open to look at only.")
                                     : QObject::tr("The engine is starting."));
            }
        };
    const auto show_cast = [bar, &workspace] {
        workspace.run([bar] { bar->set_cast(members()); });
    };
    QObject::connect(&jobs, &Jobs::engine_changed, bar, show_engine);
    QObject::connect(&workspace, &Workspace::project_changed, bar, show_engine);
    QObject::connect(bar, &GenerateBar::family_chosen, bar, [bar, &workspace] {
        bar->choose_size(size_for(bar->limits(), workspace.timeline()->size));
    });
    QObject::connect(&workspace, &Workspace::project_changed, bar, show_cast);
    QObject::connect(&workspace, &Workspace::cast_changed, bar, show_cast);
    QObject::connect(&workspace, &Workspace::selection_changed, bar, [bar, &workspace] {
        const auto clip = selected_shot(workspace);
        bar->set_clip(clip ? QString::fromStdString(clip->name) : QString());
    });
    QObject::connect(bar, &GenerateBar::wished, bar, [bar, &workspace, &jobs](const Wish& wish) {
        const auto selected = wish.another_take || wish.remix ? selected_shot(workspace) : nullptr;
        const auto clip = wish.another_take ? selected : nullptr;
        std::optional<StoredTake> source;
        if (wish.remix && selected) {
            workspace.run([&] { source = shown_take(workspace, *selected); });
            if (!source) {
                bar->refuse(QObject::tr("The clip has no take that is made yet; wait for it."), {});
                return;
            }
        }
        const auto make = [wish,
                           source,
                           takes = clip ? clip->takes : std::string(),
                           name = clip ? clip->name : std::string()](
                              const generation::Limits& limits, cameo::ConsentGate* gate) {
            Order order;
            order.request = wish.request;
            order.clip = takes;
            order.name = name;
            if (!wish.first_frame.empty()) {
                add_picture(order, wish.first_frame, 0, gate);
            }
            if (source) {
                add_source(order, *source, *wish.remix, limits.rate);
            }
            add_cast(order, wish.cast, limits.references_most, gate);
            return order;
        };
        jobs.order(
            make,
            workspace.playhead(),
            [to = QPointer<GenerateBar>(bar)](const Failure& failure) {
                if (to) {
                    to->refuse(QString::fromUtf8(failure.what()), failure.problems);
                }
            },
            false,
            wish.request.model);
    });
    show_cast();
    return bar;
}

} // namespace rushlight::app
