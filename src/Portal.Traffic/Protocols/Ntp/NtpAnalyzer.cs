using System.Buffers.Binary;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Ntp;

/// <summary>Writes a row for each message of one flow; messages that ask for or change a server's state have none, as in Zeek.</summary>
internal sealed class NtpAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private const long SecondsTo1970 = 2_208_988_800; // from 1900, RFC 5905 §6
    private const double FixedPoint = 65536;
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!NtpMessage.TryParse(bytes, out var message))
        {
            flow.Reject("no NTP message");
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("ntp");
        }
        flow.Show(NtpFields.Add, side, bytes);
        if (message.Mode is NtpMessage.ControlMode or NtpMessage.PrivateMode)
        {
            return;
        }
        flow.Records.Write(
            NtpRecord.Table,
            new NtpRecord
            {
                Timestamp = frame.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = frame.Number,
                LastFrame = frame.Number,
                Version = message.Version,
                Mode = message.Mode,
                Stratum = message.Stratum,
                Poll = Math.Pow(2, message.Poll),
                Precision = Math.Pow(2, message.Precision),
                RootDelay = message.RootDelay / FixedPoint,
                RootDispersion = message.RootDispersion / FixedPoint,
                ReferenceId = Reference(message),
                ReferenceTime = Time(message.Reference),
                OriginTime = Time(message.Origin),
                ReceiveTime = Time(message.Received),
                TransmitTime = Time(message.Sent),
                Extensions = message.Extensions,
            }
        );
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnDone()
    {
        // Every message was written when it came.
    }

    /// <summary>Behind the first stratum the reference is a server, before it a name of four characters.</summary>
    private static string Reference(NtpMessage message)
    {
        if (message.Stratum > 1)
        {
            return IpAddress.FromIpv4(message.ReferenceId).ToString();
        }
        Span<byte> characters = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(characters, message.ReferenceId);
        return ZeekText.Decode(characters);
    }

    /// <summary>Nanoseconds since 1970 UTC; no time is 0. A client may send any number instead of its time.</summary>
    public static long Time(ulong value) =>
        value == 0
            ? 0
            : (((long)(value >> 32) - SecondsTo1970) * UnixTime.NanosecondsPerSecond)
                + (long)(((value & uint.MaxValue) * UnixTime.NanosecondsPerSecond) >> 32);
}
