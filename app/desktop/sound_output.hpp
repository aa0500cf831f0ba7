#pragma once

#include "storage/project.hpp"

#include <memory>

namespace rushlight::editor {
class Player;
struct Timeline;
} // namespace rushlight::editor

namespace rushlight::app {

/// The film's sound on the usual device, which then is the clock of the pictures. Without a device
/// pictures go by a steady clock and nothing is heard.
/// Threads: the UI thread.
class SoundOutput {
public:
    SoundOutput();
    ~SoundOutput();
    SoundOutput(const SoundOutput&) = delete;
    SoundOutput& operator=(const SoundOutput&) = delete;

    /// Both outlive what is open. The device is not looked for before `wake`.
    void open(storage::Project& project, editor::Player& player);
    void set_timeline(std::shared_ptr<const editor::Timeline> timeline);
    /// Starts the device before the film first plays.
    void wake();
    /// Gives the player its steady clock back and stops the device.
    void close();
    /// Frees what the player's clock may have read from; after the player is gone.
    void forget();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app
