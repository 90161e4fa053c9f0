using SharpPcap;

namespace Portal.Traffic.Live;

/// <summary>Capturing could not begin; the message is for people.</summary>
public sealed class LiveCaptureException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The device was opened, but the filter is not in libpcap's language.</summary>
    public bool IsFilterWrong { get; init; }

    internal static bool IsOfLibPcap(Exception failure) =>
        failure is PcapException or DllNotFoundException or TypeInitializationException or EntryPointNotFoundException;

    internal static string Explain(Exception failure) =>
        failure is PcapException ? failure.Message : "libpcap (on Windows: Npcap) is not installed";
}
