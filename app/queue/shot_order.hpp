#pragma once

#include "app/project/stored_take.hpp"
#include "app/queue/queue.hpp"
#include "cameo/consent_gate.hpp"
#include "editor/storyboard/storyboard.hpp"

namespace rushlight::app {

/// The family that makes shots when none is named: previs where the engine has it. Throws
/// Failure{model_missing} when the engine has none.
[[nodiscard]] const generation::Limits& usual_family(const generation::message::Ready& ready);
/// The family of a name, the usual one of an empty name. Throws Failure{model_missing} with the
/// names that there are.
[[nodiscard]] const generation::Limits& family_named(const generation::message::Ready& ready,
                                                     const std::string& name);

/// Of a family's sizes the one that loses least when cropped to a film of this size.
[[nodiscard]] generation::Size size_for(const generation::Limits& limits, editor::Size film);

/// Of a family's lengths the shortest that lasts so long, else the longest.
[[nodiscard]] int frames_for(const generation::Limits& limits, const assets::Time& seconds);

/// Puts pictures into an order as inputs and keyframes. A picture that a cast member was added
/// with casts that member: its grant is then asked for. Throws assets::MediaError.
void add_picture(Order& order,
                 const std::filesystem::path& file,
                 int frame,
                 cameo::ConsentGate* gate);

/// Reads a brush file into an order. Throws Failure{usage} with lines and fields, MediaError.
void add_brush(Order& order, const std::filesystem::path& file);

/// Starts the order from a clip: a take of the project (its cast comes along) or any file.
void add_source(Order& order, const StoredTake& take, double strength, int rate);
void add_source(Order& order, const std::filesystem::path& file, double strength, int rate);

/// Casts handles (a leading @ is taken off) and names the references of the whole cast. Throws
/// Failure{usage} for an unknown handle; {consent} without a gate.
void add_cast(Order& order,
              const std::vector<std::string>& handles,
              int references_most,
              cameo::ConsentGate* gate);

/// The order of a storyboard's shot; source is the take of the shot that it names. The same
/// storyboard gives the same request every time: a shot without a seed takes one from its id.
[[nodiscard]] Order order_of(const editor::Storyboard& storyboard,
                             const editor::Shot& shot,
                             const generation::Limits& limits,
                             const std::optional<StoredTake>& source,
                             cameo::ConsentGate* gate);

/// The order that makes a take again, with its inputs as the project holds them. Throws
/// Failure{unreadable} when one is gone.
[[nodiscard]] Order order_again(storage::Project& project, const generation::Request& request);

} // namespace rushlight::app
