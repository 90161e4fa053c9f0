using Portal.Analysis.Demo.Scenes;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo;

/// <summary>
/// The incident INC-2025-1547, made from a seed: four hours of an office network on 2025-11-15 in which one workstation
/// is remote-controlled, spreads and uploads, among traffic that looks like it and is honest.
/// </summary>
public static class DemoIncident
{
    public const string CaptureName = "INC-2025-1547.pcap";
    public const string CaseName = "INC-2025-1547";

    /// <summary>Writes the capture, the feed, the host events and <c>truth.json</c>; existing files are replaced.</summary>
    /// <returns>Full path of the capture.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        IScene[] scenes =
        [
            new BeaconScene(),
            new DnsTunnelScene(),
            new LateralScene(),
            new UploadScene(),
            new TimeScene(),
            new ServiceScene(),
            new OfficeScene(),
        ];
        var network = new Network(IncidentPlan.Seed);
        foreach (var scene in scenes)
        {
            scene.Play(network);
        }
        var frames = network.Tape.InOrder();
        var capture = Path.Combine(folder, CaptureName);
        IncidentFiles.WriteCapture(capture, frames);
        IncidentFiles.WriteTruth(folder, capture, frames, scenes);
        IncidentFiles.WriteHostEvents(folder);
        IncidentFiles.WriteThreatFeed(folder);
        return capture;
    }
}
