#include "app/failure.hpp"

#include "assets/error.hpp"
#include "cameo/error.hpp"
#include "cameo/grant/trust.hpp"
#include "editor/error.hpp"
#include "generation/protocol/frame_spool.hpp"
#include "generation/protocol/json.hpp"
#include "storage/error.hpp"

#include <new>
#include <system_error>

namespace rushlight::app {

namespace {

Exit exit_of(storage::StorageError::Code code)
{
    using Code = storage::StorageError::Code;
    switch (code) {
    case Code::busy:
    case Code::newer:
    case Code::read_only:
        return Exit::in_use;
    case Code::full:
        return Exit::disk_full;
    case Code::damaged:
    case Code::missing:
        return Exit::unreadable;
    case Code::conflict:
    case Code::invalid:
        return Exit::usage;
    case Code::io:
        return Exit::unreadable;
    }
    return Exit::internal;
}

Exit exit_of(assets::MediaError::Code code)
{
    using Code = assets::MediaError::Code;
    switch (code) {
    case Code::missing:
    case Code::unreadable:
    case Code::io:
        return Exit::unreadable;
    case Code::invalid:
        return Exit::usage;
    case Code::full:
        return Exit::disk_full;
    case Code::cancelled:
        return Exit::cancelled;
    }
    return Exit::internal;
}

Exit exit_of(editor::EditorError::Code code)
{
    using Code = editor::EditorError::Code;
    switch (code) {
    case Code::unreadable:
    case Code::missing:
        return Exit::unreadable;
    case Code::invalid:
        return Exit::usage;
    case Code::cancelled:
        return Exit::cancelled;
    }
    return Exit::internal;
}

Exit exit_of(cameo::CameoError::Code code)
{
    using Code = cameo::CameoError::Code;
    switch (code) {
    case Code::unknown_handle:
    case Code::invalid:
        return Exit::usage;
    case Code::full:
        return Exit::disk_full;
    case Code::picture:
    case Code::damaged:
    case Code::permissions:
    case Code::io:
        return Exit::unreadable;
    }
    return Exit::internal;
}

} // namespace

const char* code_of(Exit exit)
{
    switch (exit) {
    case Exit::done:
        return "done";
    case Exit::internal:
        return "internal";
    case Exit::usage:
        return "invalid_request";
    case Exit::consent:
        return "consent";
    case Exit::model_missing:
        return "model_missing";
    case Exit::out_of_memory:
        return "out_of_memory";
    case Exit::unreadable:
        return "unreadable";
    case Exit::disk_full:
        return "disk_full";
    case Exit::in_use:
        return "in_use";
    case Exit::different:
        return "different";
    case Exit::cancelled:
        return "cancelled";
    }
    return "internal";
}

Failure failure_of(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Failure& failure) {
        return failure;
    } catch (const generation::BadJson& bad) {
        return {Exit::usage, bad.what(), bad.problems};
    } catch (const storage::StorageError& failed) {
        return {exit_of(failed.code()), failed.what()};
    } catch (const assets::MediaError& failed) {
        return {exit_of(failed.code()), failed.what()};
    } catch (const editor::EditorError& failed) {
        return {exit_of(failed.code()), failed.what()};
    } catch (const cameo::CameoError& failed) {
        return {exit_of(failed.code()), failed.what()};
    } catch (const cameo::TrustError& failed) {
        return {Exit::unreadable, failed.what()};
    } catch (const generation::SpoolError& failed) {
        return {failed.code == generation::SpoolError::Code::full ? Exit::disk_full
                                                                  : Exit::internal,
                failed.what()};
    } catch (const std::bad_alloc&) {
        return {Exit::out_of_memory, "there is not enough memory; close other programs"};
    } catch (const std::system_error& failed) {
        const bool full = failed.code() == std::errc::no_space_on_device;
        return {full ? Exit::disk_full : Exit::internal, failed.what()};
    } catch (const std::exception& failed) {
        return {Exit::internal, failed.what()};
    } catch (...) {
        return {Exit::internal, "something unknown went wrong"};
    }
}

} // namespace rushlight::app
