#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// What a disk sees. recorder.cpp defines open, write, fsync, rename, … for the whole test program,
// SQLite's and libstdc++'s calls included, so that production code runs unchanged. While nothing is
// recorded they only do their work, except that fsync returns at once: a test's own folder need not
// outlive a power cut.

namespace rushlight::test::disk {

using Inode = int;
constexpr Inode root = 0;

/// One thing that the program asked of the disk.
struct Operation {
    enum class Kind { write, resize, sync, make, make_folder, rename, remove, acknowledge };

    Kind kind{};
    Inode inode = -1;         ///< the file or folder meant
    std::uint64_t offset = 0; ///< of a write; the size of a resize; the number acknowledged
    std::string bytes = {};   ///< written
    Inode folder = -1;        ///< that holds `name`
    std::string name = {};
    Inode to_folder = -1; ///< of a rename
    std::string to_name = {};
};

/// A call that fails. Counted are the calls that change a file below the recorded folder.
struct Fault {
    enum class Calls { writes, syncs };

    Calls calls = Calls::writes;
    int after = 0;     ///< how many calls still succeed
    int error = 0;     ///< errno
    bool stays = true; ///< all later calls fail too, until the fault is taken back
};

/// Records everything below `folder`, which must be empty, until it dies. One at a time.
class Recorder {
public:
    explicit Recorder(const std::filesystem::path& folder);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// The program says here that it has told its user that `number` is safe.
    void acknowledge(std::uint64_t number);
    [[nodiscard]] const std::vector<Operation>& operations() const;

    /// From now on an fsync is seen as having done nothing: the fault that the simulator must find.
    void forget_syncs();
    void set_fault(std::optional<Fault> fault);
    /// Calls counted by a fault of this kind since recording began.
    [[nodiscard]] int calls(Fault::Calls kind) const;
    /// write() takes at most this many bytes at once; 0: any number.
    void shorten_writes(std::size_t bytes);
};

} // namespace rushlight::test::disk
