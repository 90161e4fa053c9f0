using Portal.Traffic.Captures;
using SharpPcap;
using SharpPcap.LibPcap;

namespace Portal.Traffic.Live;

/// <summary>An open interface whose frames can be written to files.</summary>
public sealed class LiveCapture : IDisposable
{
    /// <summary>How long frames may stay in the kernel's buffer before they are handed over.</summary>
    private const int PollMilliseconds = 100;

    /// <summary>Pause between two looks at a quiet interface.</summary>
    private const int PauseMilliseconds = 20;

    private readonly LibPcapLiveDevice _device;

    private LiveCapture(LibPcapLiveDevice device)
    {
        _device = device;
        LinkType = ToLinkType((int)device.LinkType);
    }

    public LinkType LinkType { get; }

    /// <summary>Opens the interface and sets the filter; frames are collected from here on.</summary>
    /// <exception cref="LiveCaptureException">
    /// There is no such interface, this user may not capture, the filter is wrong, or libpcap is not installed.
    /// </exception>
    public static LiveCapture Open(LiveCaptureOptions options)
    {
        LibPcapLiveDevice? device = null;
        try
        {
            device =
                LibPcapLiveDeviceList.New().FirstOrDefault(candidate => candidate.Name == options.Interface)
                ?? throw new LiveCaptureException($"there is no interface {options.Interface}");
            device.Open(
                new DeviceConfiguration
                {
                    Mode = options.IsPromiscuous ? DeviceModes.Promiscuous : DeviceModes.None,
                    ReadTimeout = PollMilliseconds,
                    Snaplen = options.SnapLength,
                    BufferSize = options.KernelBufferBytes,
                }
            );
            SetFilter(device, options.Filter);
            // A blocking read of a quiet interface returns only with its next frame (packet(7), TPACKET_V3), however short
            // the timeout: a cancellation would wait for it.
            device.NonBlockingMode = true;
            return new LiveCapture(device);
        }
        catch (Exception failure) when (LiveCaptureException.IsOfLibPcap(failure))
        {
            device?.Dispose();
            throw new LiveCaptureException(
                $"{options.Interface} cannot be opened: {LiveCaptureException.Explain(failure)}",
                failure
            );
        }
        catch
        {
            device?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes frames until the limit is reached, the capture is cancelled (which is no error) or the interface fails.
    /// </summary>
    /// <param name="frameLimit">Null for no limit.</param>
    public LiveCaptureSummary Run(CaptureFileRing output, long? frameLimit, CancellationToken cancellation)
    {
        long frames = 0;
        string? error = null;
        while (!cancellation.IsCancellationRequested && frames < (frameLimit ?? long.MaxValue))
        {
            var status = _device.GetNextPacket(out var packet);
            if (status == GetPacketStatus.PacketRead)
            {
                var length = packet.Header is SharpPcap.LibPcap.PcapHeader header
                    ? header.PacketLength
                    : (uint)packet.Data.Length;
                output.Write(ToNanoseconds(packet.Header.Timeval), packet.Data, length);
                frames++;
            }
            else if (status == GetPacketStatus.ReadTimeout)
            {
                output.Flush(); // quiet: whoever follows the file sees all there is
                cancellation.WaitHandle.WaitOne(PauseMilliseconds);
            }
            else
            {
                error = _device.LastError is { Length: > 0 } reason ? reason : "the interface ended the capture";
                break;
            }
        }
        output.Flush();
        return Summarise(frames, error);
    }

    public void Dispose() => _device.Dispose();

    private LiveCaptureSummary Summarise(long frames, string? error)
    {
        try
        {
            var counts = _device.Statistics;
            return new LiveCaptureSummary(
                frames,
                counts.ReceivedPackets,
                counts.DroppedPackets,
                counts.InterfaceDroppedPackets,
                error
            );
        }
        catch (PcapException failure)
        {
            return new LiveCaptureSummary(frames, null, null, null, error ?? failure.Message);
        }
    }

    private static void SetFilter(LibPcapLiveDevice device, string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return;
        }
        if (!PcapDevice.CheckFilter(filter, out var reason))
        {
            throw new LiveCaptureException($"the filter is wrong: {reason}") { IsFilterWrong = true };
        }
        device.Filter = filter;
    }

    private static long ToNanoseconds(PosixTimeval time) =>
        ((long)time.Seconds * UnixTime.NanosecondsPerSecond) + ((long)time.MicroSeconds * 1000);

    /// <summary>
    /// libpcap names link types by DLT_ values when it captures and by LINKTYPE_ values in files; they are the same but for
    /// these, which were given out twice.
    /// </summary>
    private static LinkType ToLinkType(int captureType) =>
        captureType switch
        {
            11 => LinkType.AtmRfc1483,
            12 or 14 => LinkType.Raw,
            13 => LinkType.Enc,
            15 => LinkType.SlipBsdOs,
            16 => LinkType.PppBsdOs,
            19 => LinkType.AtmClip,
            _ => (LinkType)captureType,
        };
}
