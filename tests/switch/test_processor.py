from switch.processor import Processor


def test_it_is_a_share_of_the_time_since_the_last_look():
    processor = Processor()
    for _ in range(3):
        assert 0 <= processor.busy() <= 1
