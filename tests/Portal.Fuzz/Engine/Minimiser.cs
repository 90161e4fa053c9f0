namespace Portal.Fuzz.Engine;

/// <summary>Makes the input of a fault small: leaves out what it does not need, then makes bytes zero.</summary>
internal static class Minimiser
{
    private const int MaxRuns = 3000;

    public static Fault Shrink(Fault fault, Trial trial)
    {
        var runs = 0;
        for (var size = fault.Input.Length / 2; size > 0 && runs < MaxRuns; size /= 2)
        {
            for (var start = 0; start < fault.Input.Length && runs < MaxRuns; )
            {
                var end = Math.Min(start + size, fault.Input.Length);
                if (
                    trial.Run([.. fault.Input[..start], .. fault.Input[end..]]) is { } smaller
                    && smaller.Key == fault.Key
                )
                {
                    fault = smaller;
                }
                else
                {
                    start = end;
                }
                runs++;
            }
        }
        for (var i = 0; i < fault.Input.Length && runs < MaxRuns; i++)
        {
            if (fault.Input[i] == 0)
            {
                continue;
            }
            var zeroed = fault.Input.ToArray();
            zeroed[i] = 0;
            if (trial.Run(zeroed) is { } plainer && plainer.Key == fault.Key)
            {
                fault = plainer;
            }
            runs++;
        }
        return fault;
    }
}
