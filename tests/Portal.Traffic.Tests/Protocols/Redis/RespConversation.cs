using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Redis;

/// <summary>Each kind of value, one in pieces, and some of version 3.</summary>
internal static class RespConversation
{
    public static SampleCapture Capture { get; } =
        new(
            6379,
            false,
            ">2a310d0a24340d0a50494e470d0a",
            "<2b504f4e470d0a",
            ">2a320d0a24340d0a494e43520d0a24310d0a780d0a",
            "<3a2d31320d0a",
            ">2a320d0a24330d0a4745540d0a24330d0a6e696c0d0a",
            "<242d310d0a",
            ">2a310d0a24330d0a4241440d0a",
            "<2d45525220756e6b6e6f776e20636f6d6d616e642027424144270d0a",
            ">2a330d0a24360d0a4c52414e47450d0a24310d0a6c0d0a24310d0a300d0a",
            "<2a340d0a24310d0a610d0a24300d0a0d0a2a320d0a3a310d0a2b780d0a2a2d310d0a",
            ">2a320d0a24340d0a4b4559530d0a24310d0a",
            ">2a0d0a",
            "<2a300d0a",
            ">2a310d0a24340d0a50494e470d0a2a310d0a24340d0a50494e470d0a",
            "<2b504f4e470d0a2b504f",
            "<4e470d0a",
            ">2a320d0a24350d0a48454c4c4f0d0a24310d0a330d0a",
            "<25310d0a2b610d0a3a310d0a",
            ">2a320d0a24340d0a415554480d0a24320d0a70770d0a",
            "<2b4f4b0d0a"
        );
}
