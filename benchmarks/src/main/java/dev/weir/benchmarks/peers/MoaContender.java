package dev.weir.benchmarks.peers;

import com.yahoo.labs.samoa.instances.Attribute;
import com.yahoo.labs.samoa.instances.DenseInstance;
import com.yahoo.labs.samoa.instances.Instance;
import com.yahoo.labs.samoa.instances.Instances;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import java.util.ArrayList;
import java.util.List;
import moa.classifiers.oneclass.HSTrees;

/** The half-space trees of MOA, which wants values in [0, 1] and is given them. */
final class MoaContender implements Contender {

  private final int features;
  private final double low;
  private final double high;
  private final Instances header;
  private final HSTrees trees = new HSTrees();

  MoaContender(int features, double low, double high) {
    this.features = features;
    this.low = low;
    this.high = high;
    List<Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      attributes.add(new Attribute("feature" + i));
    }
    attributes.add(new Attribute("class", List.of("normal", "anomalous")));
    header = new Instances("points", attributes, 0);
    header.setClassIndex(features);
    trees.setModelContext(new InstancesHeader(header));
    trees.prepareForUse();
  }

  @Override
  public void scoreThenLearn(double[][] points, int from, int to, double[] scores) {
    for (int i = from; i < to; i++) {
      Instance instance = instance(points[i]);
      scores[i] = trees.getAnomalyScore(instance);
      trees.trainOnInstance(instance);
    }
  }

  private Instance instance(double[] point) {
    double[] values = new double[features + 1];
    for (int i = 0; i < features; i++) {
      values[i] = Math.clamp((point[i] - low) / (high - low), 0, 1);
    }
    Instance instance = new DenseInstance(1, values);
    instance.setDataset(header);
    return instance;
  }
}
