using System.Numerics;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>Radix-2 fast Fourier transform in place, with its tables kept for one length.</summary>
internal sealed class FourierTransform
{
    private readonly Complex[] _roots;
    private readonly int[] _reversed;

    /// <param name="length">A power of two.</param>
    public FourierTransform(int length)
    {
        _roots = new Complex[length / 2];
        for (var index = 0; index < _roots.Length; index++)
        {
            _roots[index] = Complex.FromPolarCoordinates(1, -2 * Math.PI * index / length);
        }
        _reversed = new int[length];
        for (var index = 1; index < length; index++)
        {
            _reversed[index] = (_reversed[index >> 1] >> 1) | ((index & 1) == 1 ? length >> 1 : 0);
        }
    }

    public void Forward(Complex[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (_reversed[index] > index)
            {
                (values[index], values[_reversed[index]]) = (values[_reversed[index]], values[index]);
            }
        }
        for (var size = 2; size <= values.Length; size <<= 1)
        {
            var half = size >> 1;
            var stride = values.Length / size;
            for (var start = 0; start < values.Length; start += size)
            {
                for (var index = 0; index < half; index++)
                {
                    var odd = values[start + half + index] * _roots[index * stride];
                    var even = values[start + index];
                    values[start + index] = even + odd;
                    values[start + half + index] = even - odd;
                }
            }
        }
    }
}
