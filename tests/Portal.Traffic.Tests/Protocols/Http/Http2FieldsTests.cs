using Portal.Samples;
using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Http;

/// <summary>What tshark prints of frames and headers is what the fields print.</summary>
public sealed class Http2FieldsTests
{
    /// <summary>tshark also shows the settings that the request for an upgrade has in a header.</summary>
    [Fact]
    public Task Behind_an_upgrade() =>
        AgainstTshark.EqualAsync(
            "http/http2-range.pcap",
            [
                "http2.data.data",
                "http2.flags",
                "http2.flags.ack.settings",
                "http2.flags.eh",
                "http2.flags.end_stream",
                "http2.flags.padded",
                "http2.flags.priority",
                "http2.header.count",
                "http2.header.index",
                "http2.header.length",
                "http2.header.name",
                "http2.header.name.length",
                "http2.header.repr",
                "http2.header.value",
                "http2.header.value.length",
                "http2.headers",
                "http2.headers.accept_ranges",
                "http2.headers.content_length",
                "http2.headers.content_range",
                "http2.headers.content_type",
                "http2.headers.date",
                "http2.headers.last_modified",
                "http2.headers.status",
                "http2.length",
                "http2.magic",
                "http2.pad_length",
                "http2.r",
                "http2.rst_stream.error",
                "http2.settings.enable_push",
                "http2.settings.id",
                "http2.settings.initial_window_size",
                "http2.settings.max_concurrent_streams",
                "http2.settings.max_frame_size",
                "http2.settings.max_header_list_size",
                "http2.streamid",
                "http2.type",
                "http2.window_update.window_size_increment",
            ],
            frame => frame is 5 or 49 or 91
        );

    /// <summary>
    /// tshark loses its place at the first header block, which spans frames; in the last frame of a body it shows all of the
    /// body.
    /// </summary>
    [Fact]
    public Task With_prior_knowledge() =>
        AgainstTshark.EqualAsync(
            "http/http2-nghttp2.pcap",
            [
                "http2.data.data",
                "http2.exclusive",
                "http2.flags",
                "http2.flags.ack.settings",
                "http2.flags.eh",
                "http2.flags.end_stream",
                "http2.flags.padded",
                "http2.flags.priority",
                "http2.header.count",
                "http2.header.index",
                "http2.header.length",
                "http2.header.name",
                "http2.header.name.length",
                "http2.header.repr",
                "http2.header.value",
                "http2.header.value.length",
                "http2.headers",
                "http2.headers.accept_encoding",
                "http2.headers.accept_ranges",
                "http2.headers.authority",
                "http2.headers.content_length",
                "http2.headers.content_type",
                "http2.headers.date",
                "http2.headers.etag",
                "http2.headers.last_modified",
                "http2.headers.method",
                "http2.headers.path",
                "http2.headers.scheme",
                "http2.headers.server",
                "http2.headers.status",
                "http2.headers.user_agent",
                "http2.headers.via",
                "http2.headers.weight",
                "http2.headers.weight_real",
                "http2.length",
                "http2.magic",
                "http2.pad_length",
                "http2.push_promise.promised_stream_id",
                "http2.r",
                "http2.request.full_uri",
                "http2.settings.extended_connect",
                "http2.settings.header_table_size",
                "http2.settings.id",
                "http2.settings.initial_window_size",
                "http2.settings.max_concurrent_streams",
                "http2.stream_dependency",
                "http2.streamid",
                "http2.type",
            ],
            frame => frame is 4 or 22 or 24 or 77 or 85 or 92 or 95
        );

    [Fact]
    public Task Inside_TLS() =>
        AgainstTshark.FilesEqualAsync(
            EncryptedCaptures.File("http2-and-websocket"),
            [
                "http2.type",
                "http2.streamid",
                "http2.flags",
                "http2.length",
                "http2.header.name",
                "http2.header.value",
                "http2.headers.method",
                "http2.headers.path",
                "http2.headers.authority",
                "http2.headers.status",
                "http2.request.full_uri",
            ],
            keyLog: EncryptedCaptures.KeyLog("http2-and-websocket")
        );
}
